#include "daemon/status/request.h"

#include <algorithm>

namespace interleave::daemon {
namespace {

bool is_printable(char c) {
  return c > ' ' && c < '\x7f';
}

// The text up to the next space, which is taken away with it; all of it where there is none.
std::string_view take_word(std::string_view& text) {
  const std::size_t size = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, size);
  text.remove_prefix(std::min(size + 1, text.size()));
  return word;
}

}  // namespace

RequestReader::State RequestReader::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (state_ != State::more) return state_;
    if (++taken_ > kMostBytes) return state_ = State::too_long;
    if (c == '\n') {
      end_line();
    } else {
      line_ += c;
    }
  }
  return state_;
}

void RequestReader::end_line() {
  if (line_.ends_with('\r')) line_.pop_back();
  if (first_) {
    read_request_line();
  } else if (line_.empty()) {
    state_ = State::complete;
  }
  first_ = false;
  line_.clear();
}

void RequestReader::read_request_line() {
  std::string_view rest = line_;
  const std::string_view method = take_word(rest);
  const std::string_view path = take_word(rest);
  if (rest != "HTTP/1.0" && rest != "HTTP/1.1") {
    state_ = State::bad;
  } else if (method != "GET") {
    state_ = State::not_get;
  } else if (path.size() > kMostPath) {
    state_ = State::too_long;
  } else if (!path.starts_with('/') || !std::ranges::all_of(path, is_printable)) {
    state_ = State::bad;
  } else {
    path_ = path;
  }
}

}  // namespace interleave::daemon
