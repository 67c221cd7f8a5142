#include "sim/explain/swim_lane.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/explain/spans.h"

namespace interleave::sim {
namespace {

constexpr std::size_t kWidth = 118;
constexpr std::size_t kLeft = 12;       // columns of mark and number
constexpr std::size_t kNarrowest = 16;  // of a thread's column
constexpr std::size_t kWidest = 40;
constexpr std::size_t kMostColumns = (kWidth - kLeft) / kNarrowest;
constexpr std::size_t kMostRows = 40;  // unless all are wanted

std::string cut(std::string text, std::size_t width) {
  if (text.size() > width) text = text.substr(0, width - 2) + "..";
  return text;
}

class Lanes {
 public:
  Lanes(const Explanation& explanation, bool all)
      : explanation_(explanation),
        run_(explanation.run),
        all_(all),
        alive_(explanation.run.threads.size(), false) {
    spans_ = make_spans(run_, explanation.rows);
    for (std::uint32_t i = 1; i < run_.threads.size(); ++i) {
      if (all || wanted(i)) threads_.push_back(i);
    }
    const std::size_t room = (kWidth - kLeft) / std::max<std::size_t>(threads_.size(), 1);
    width_ = std::clamp(room, kNarrowest, kWidest);
  }

  std::string text() {
    std::string text = head();
    const std::size_t begin = first_row();
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < explanation_.rows.rows.size(); ++i) {
      follow(i);
      if (i < begin || !shows(i)) {
        if (i < begin || tells(i)) ++left_out;
        continue;
      }
      if (left_out > 0) text += gap(left_out);
      left_out = 0;
      text += line(i);
    }
    return text + (left_out > 0 ? gap(left_out) : "");
  }

 private:
  // Nothing says who it is about, nor since when.
  bool vague() const { return !explanation_.pair && !explanation_.involved.named(); }

  // Where nothing says who it is about, everybody has a column, if there is room.
  bool wanted(std::uint32_t thread) const {
    const auto& pair = explanation_.pair;
    if (vague() && run_.threads.size() - 1 <= kMostColumns) return true;
    return explanation_.involved.has_thread(thread) ||
           (pair && (pair->first.thread == thread || pair->second.thread == thread));
  }

  bool marked(std::size_t row) const { return !mark(row).empty(); }

  std::string_view mark(std::size_t row) const {
    const auto& pair = explanation_.pair;
    if (pair && pair->first.row == row) return "1>";
    if (pair && pair->second.row == row) return "2>";
    return row == explanation_.finding_row() ? "!>" : "";
  }

  // Which spans last after the row, and who is alive.
  void follow(std::size_t at) {
    std::erase_if(lasting_, [&](const Span* span) { return span->end <= at; });
    for (; next_ < spans_.size() && spans_[next_].begin <= at; ++next_) {
      lasting_.push_back(&spans_[next_]);
    }
    const Row& row = explanation_.rows.rows[at];
    if (row.record == Row::kNone) return;
    const Event event = run_.records[row.record].event;
    if (event == Event::thread_started || event == Event::thread_ended) {
      alive_[row.thread] = event == Event::thread_started;
    }
  }

  bool shows(std::size_t at) const {
    const Row& row = explanation_.rows.rows[at];
    return all_ || marked(at) || (tells(at) && (row.thread == 0 || wanted(row.thread)));
  }

  // Requests that are granted at once say nothing, nor do objects that come and go.
  bool tells(std::size_t at) const {
    const Row& row = explanation_.rows.rows[at];
    if (row.record == Row::kNone) return true;
    const Record& record = run_.records[row.record];
    switch (record.event) {
      case Event::object_created:
      case Event::object_destroyed:
        return false;
      case Event::lock_requested: {
        const auto& rows = explanation_.rows.rows;
        return at + 1 == rows.size() || rows[at + 1].thread != row.thread;
      }
      default:
        return true;
    }
  }

  // From a little before the pair, and not too far from the end.
  std::size_t first_row() const {
    if (all_) return 0;
    const std::size_t end = explanation_.rows.rows.size();
    std::size_t first = end;
    std::size_t shown = 0;
    const std::size_t pair = explanation_.pair ? explanation_.pair->first.row : end;
    while (first > 0 && shown < kMostRows) {
      --first;
      if (shows(first)) ++shown;
      if (!vague() && first + 8 <= pair && shown >= 12) break;
    }
    return first;
  }

  std::string head() const {
    std::string text = fmt::format("{:>{}}", "step  ", kLeft);
    for (const std::uint32_t thread : threads_) {
      text += fmt::format("{:<{}}", cut(run_.names(run_.threads[thread].id), width_ - 1), width_);
    }
    return trimmed(std::move(text));
  }

  std::string line(std::size_t at) const {
    const Row& row = explanation_.rows.rows[at];
    std::string text = fmt::format("{:>2} {:>7}  ", mark(at), row.number.text());
    if (row.thread == 0) return trimmed(text + "-- " + words(row, run_));
    for (const std::uint32_t thread : threads_) {
      text += fmt::format("{:<{}}", thread == row.thread ? acting(row) : idle(thread), width_);
    }
    return trimmed(std::move(text));
  }

  // What the thread does, without its name, and the locks that it then holds.
  std::string acting(const Row& row) const {
    std::string text = words(row, run_);
    const std::string name = run_.names(run_.threads[row.thread].id) + " ";
    if (text.starts_with(name)) text.erase(0, name.size());
    const std::string held = held_text(row.thread);
    const std::size_t room = width_ - 1;
    if (held.empty() || text.size() + 1 + held.size() > room) return cut(text, room);
    return fmt::format("{:<{}}{}", text, room - held.size(), held);
  }

  std::string idle(std::uint32_t thread) const {
    if (!alive_[thread]) return "";
    const std::string held = held_text(thread);
    const char* how = waits(thread) ? ":" : "|";
    return held.empty() ? how : fmt::format("{:<{}}{}", how, width_ - 1 - held.size(), held);
  }

  bool waits(std::uint32_t thread) const {
    return std::ranges::any_of(lasting_, [&](const Span* span) {
      return span->thread == thread && span->kind != SpanKind::held &&
             span->kind != SpanKind::api && span->kind != SpanKind::callback;
    });
  }

  std::string held_text(std::uint32_t thread) const {
    std::string text;
    for (const Span* span : lasting_) {
      if (span->thread != thread || span->kind != SpanKind::held) continue;
      text += (text.empty() ? "" : " ") +
              run_.objects[static_cast<std::size_t>(span->object)].name.text();
    }
    return text.empty() ? text : cut("[" + text + "]", width_ - 3);
  }

  std::string gap(std::size_t left_out) const {
    return fmt::format("{:>{}}{} step{} left out\n", "...  ", kLeft, left_out,
                       left_out == 1 ? "" : "s");
  }

  static std::string trimmed(std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text + "\n";
  }

  const Explanation& explanation_;
  const ObservedRun& run_;
  const bool all_;
  std::vector<Span> spans_;
  std::size_t next_ = 0;                // of spans_: begins later than the row at hand
  std::vector<const Span*> lasting_;    // at the row at hand
  std::vector<bool> alive_;             // by thread
  std::vector<std::uint32_t> threads_;  // the columns
  std::size_t width_ = 0;               // of each
};

}  // namespace

std::string swim_lane(const Explanation& explanation, bool all) {
  return Lanes(explanation, all).text();
}

}  // namespace interleave::sim
