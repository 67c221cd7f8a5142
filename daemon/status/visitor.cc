#include "daemon/status/visitor.h"

#include <array>
#include <new>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace interleave::daemon {
namespace {

std::string response(std::string_view status, std::string_view type, std::string_view text) {
  return fmt::format(
      "HTTP/1.0 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
      status, type, text.size(), text);
}

std::string refusal(std::string_view status) {
  return response(status, "text/plain; charset=utf-8", fmt::format("{}\n", status));
}

}  // namespace

Visitor::Visitor(EventLoop& loop, std::unique_ptr<Stream> stream, const Pages& pages,
                 std::function<void()> done)
    : loop_(loop), stream_(std::move(stream)), pages_(pages), done_(std::move(done)) {}

Visitor::~Visitor() {
  loop_.remove_timer(deadline_);
  loop_.remove_handle(watch_);
}

void Visitor::start() {
  deadline_ = loop_.add_timer(kDeadline, [this](WatchId) { done_(); });
  watch_ = loop_.add_handle(stream_->handle(), Readiness::read(),
                            [this](WatchId, Readiness what) { on_ready(what); });
}

void Visitor::on_ready(Readiness what) {
  if (!go_on(what)) done_();
}

bool Visitor::go_on(Readiness what) {
  if (what.hung_up()) return false;
  try {
    return answer_.empty() ? read() : write();
  } catch (const std::bad_alloc&) {
    return false;
  }
}

bool Visitor::read() {
  std::array<std::byte, 1024> room;
  const IoResult result = stream_->read_some(room);
  if (result.status == IoStatus::would_block) return true;
  if (result.status != IoStatus::ok) return false;
  std::string bytes;
  for (const std::byte byte : std::span(room).first(result.bytes)) {
    bytes += static_cast<char>(byte);
  }
  if (request_.feed(bytes) == RequestReader::State::more) return true;
  answer();
  loop_.update_handle(watch_, Readiness::write());
  return write();
}

void Visitor::answer() {
  switch (request_.state()) {
    case RequestReader::State::not_get:
      answer_ = refusal("405 Method Not Allowed");
      return;
    case RequestReader::State::too_long:
      answer_ = refusal("414 URI Too Long");
      return;
    case RequestReader::State::complete:
      break;
    default:
      answer_ = refusal("400 Bad Request");
      return;
  }
  const std::optional<Page> page = pages_(request_.path());
  answer_ = page ? response("200 OK", page->type, page->text) : refusal("404 Not Found");
}

bool Visitor::write() {
  const auto rest = std::as_bytes(std::span(answer_)).subspan(written_);
  const IoResult result = stream_->write_some({{rest}});
  if (result.status == IoStatus::would_block) return true;
  if (result.status != IoStatus::ok) return false;
  written_ += result.bytes;
  return written_ < answer_.size();
}

}  // namespace interleave::daemon
