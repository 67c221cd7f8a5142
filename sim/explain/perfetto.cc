#include "sim/explain/perfetto.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/explain/spans.h"
#include "sim/json/json.h"

namespace interleave::sim {
namespace {

constexpr std::uint64_t kProcess = 1;

// By row, and one more for the end.
std::vector<double> times_of(const Rows& rows) {
  std::vector<double> times;
  for (std::size_t i = 0; i < rows.rows.size();) {
    std::size_t next = i + 1;
    while (next < rows.rows.size() && rows.rows[next].number.point != 0) ++next;
    for (std::size_t k = i; k < next; ++k) {
      times.push_back(static_cast<double>(rows.rows[i].number.record) +
                      static_cast<double>(k - i) / static_cast<double>(next - i));
    }
    i = next;
  }
  times.push_back(times.empty() ? 0 : times.back() + 1);
  return times;
}

class Writer {
 public:
  explicit Writer(const Explanation& explanation)
      : run_(explanation.run),
        rows_(explanation.rows.rows),
        times_(times_of(explanation.rows)),
        spans_(lives()),
        open_(explanation.run.threads.size()),
        ending_(rows_.size() + 1),
        beginning_(rows_.size() + 1),
        leaving_(rows_.size()),
        arriving_(rows_.size()) {
    std::size_t number = 0;
    for (const Wakeup& wakeup : make_wakeups(explanation.run, explanation.rows)) {
      leaving_[wakeup.from].push_back(++number);
      arriving_[wakeup.to].push_back(number);
    }
    for (const Span& span : make_spans(explanation.run, explanation.rows)) {
      spans_.push_back({span, to_string(span.kind)});
    }
    for (std::size_t i = 0; i < spans_.size(); ++i) {
      beginning_[spans_[i].span.begin].push_back(i);
      ending_[spans_[i].span.end].push_back(i);
    }
  }

  std::string write(const Recording& recording) {
    json_.open_object();
    json_.member("displayTimeUnit", "ns");
    json_.key("otherData").open_object();
    json_.member("scenario", recording.scenario);
    json_.member("rule", recording.rule);
    json_.close();
    json_.key("traceEvents").open_array();
    add_names(recording);
    for (std::size_t row = 0; row <= rows_.size(); ++row) add_row(row);
    json_.close();
    json_.close();
    return json_.text();
  }

 private:
  struct Slice {
    Span span;
    std::string_view kind;
  };

  // Each thread's whole time is a slice: wakeups begin and end in slices alone.
  std::vector<Slice> lives() const {
    std::vector<Slice> lives(run_.threads.size(), {{}, "runs"});
    for (std::uint32_t i = 0; i < lives.size(); ++i) {
      lives[i].span.thread = i;
      lives[i].span.object = run_.threads[i].id;
      lives[i].span.begin = lives[i].span.end = rows_.size();
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      Span& life = lives[rows_[i].thread].span;
      life.begin = std::min(life.begin, i);
      const bool ends = rows_[i].record != Row::kNone &&
                        run_.records[rows_[i].record].event == Event::thread_ended;
      if (ends) life.end = i;
    }
    return lives;
  }

  void open_event(std::string_view phase, std::uint32_t thread, std::size_t row) {
    json_.open_object();
    json_.member("ph", phase);
    json_.member("pid", kProcess);
    json_.member("tid", std::uint64_t{thread});
    json_.key("ts").exact(times_[row]);
  }

  void add_name(std::string_view what, std::uint32_t thread, std::string_view name) {
    open_event("M", thread, 0);
    json_.member("name", what);
    json_.key("args").open_object();
    json_.member("name", name);
    json_.close();
    json_.close();
  }

  void add_names(const Recording& recording) {
    add_name("process_name", 0, recording.scenario);
    for (std::uint32_t i = 0; i < run_.threads.size(); ++i) {
      add_name("thread_name", i, i == 0 ? "the world" : run_.threads[i].path);
    }
  }

  void begin(std::size_t slice, std::size_t row) {
    const Span& span = spans_[slice].span;
    open_[span.thread].push_back(slice);
    open_event("B", span.thread, row);
    json_.member("cat", spans_[slice].kind);
    json_.member("name", fmt::format("{} {}", spans_[slice].kind, run_.names(span.object)));
    json_.close();
  }

  void end(std::size_t slice, std::size_t row) {
    const std::uint32_t thread = spans_[slice].span.thread;
    std::vector<std::size_t>& stack = open_[thread];
    const auto found = std::ranges::find(stack, slice);
    if (found == stack.end()) return;
    const std::vector<std::size_t> above(found + 1, stack.end());
    for (std::size_t i = 0; i <= above.size(); ++i) {
      open_event("E", thread, row);
      json_.close();
    }
    stack.erase(found, stack.end());
    for (const std::size_t again : above) begin(again, row);
  }

  void add_row(std::size_t row) {
    for (std::size_t i = ending_[row].size(); i > 0; --i) end(ending_[row][i - 1], row);
    if (row == rows_.size()) return;
    for (const std::size_t slice : beginning_[row]) begin(slice, row);
    add_instant(row);
    add_flows(row);
  }

  void add_instant(std::size_t row) {
    open_event("i", rows_[row].thread, row);
    json_.member("s", "t");
    json_.member("cat", "step");
    json_.member("name", words(rows_[row], run_));
    json_.key("args").open_object();
    json_.member("step", rows_[row].number.text());
    json_.close();
    json_.close();
  }

  void add_flows(std::size_t row) {
    for (const std::size_t wakeup : leaving_[row]) add_flow("s", wakeup, row);
    for (const std::size_t wakeup : arriving_[row]) add_flow("f", wakeup, row);
  }

  void add_flow(std::string_view phase, std::size_t number, std::size_t row) {
    open_event(phase, rows_[row].thread, row);
    json_.member("id", std::uint64_t{number});
    json_.member("cat", "wakeup");
    json_.member("name", "wakeup");
    if (phase == "f") json_.member("bp", "e");
    json_.close();
  }

  const ObservedRun& run_;
  const std::vector<Row>& rows_;
  const std::vector<double> times_;
  std::vector<Slice> spans_;
  std::vector<std::vector<std::size_t>> open_;       // by thread: slices, outermost first
  std::vector<std::vector<std::size_t>> ending_;     // by row
  std::vector<std::vector<std::size_t>> beginning_;  // by row
  std::vector<std::vector<std::size_t>> leaving_;    // wakeups by row, counted from 1
  std::vector<std::vector<std::size_t>> arriving_;
  JsonWriter json_;
};

}  // namespace

std::string perfetto_trace(const Explanation& explanation, const Recording& recording) {
  return Writer(explanation).write(recording);
}

}  // namespace interleave::sim
