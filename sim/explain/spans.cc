#include "sim/explain/spans.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>

namespace interleave::sim {
namespace {

constexpr std::string_view kNames[] = {"held",    "queued", "waiting", "polling",
                                       "joining", "api",    "callback"};

struct Change {
  SpanKind kind;
  bool begins;
};

std::optional<Change> change_of(Event event) {
  switch (event) {
    case Event::lock_requested:
      return Change{SpanKind::queued, true};
    case Event::wait_begin:
      return Change{SpanKind::waiting, true};
    case Event::wait_end:
      return Change{SpanKind::waiting, false};
    case Event::poll_begin:
      return Change{SpanKind::polling, true};
    case Event::poll_end:
      return Change{SpanKind::polling, false};
    case Event::join_begin:
      return Change{SpanKind::joining, true};
    case Event::join_end:
      return Change{SpanKind::joining, false};
    case Event::api_begin:
      return Change{SpanKind::api, true};
    case Event::api_end:
      return Change{SpanKind::api, false};
    case Event::callback_begin:
      return Change{SpanKind::callback, true};
    case Event::callback_end:
      return Change{SpanKind::callback, false};
    case Event::lock_acquired:
      return Change{SpanKind::queued, false};
    default:
      return std::nullopt;
  }
}

class SpanMaker {
 public:
  SpanMaker(const ObservedRun& run, const Rows& rows) : run_(run), rows_(rows), walk_(run) {}

  std::vector<Span> make() {
    for (std::size_t i = 0; i < run_.records.size(); ++i) {
      walk_.next();
      apply(run_.records[i], rows_.effect[i]);
    }
    std::ranges::sort(spans_, {}, [](const Span& span) {
      return std::tuple(span.begin, span.thread, span.kind, span.object);
    });
    // A lock that is had at once was not waited for.
    std::erase_if(spans_, [](const Span& span) {
      return span.kind == SpanKind::queued && span.end == span.begin + 1;
    });
    return std::move(spans_);
  }

 private:
  void apply(const Record& record, std::size_t row) {
    const std::uint32_t thread = run_.number(record.thread);
    if (const auto change = change_of(record.event)) {
      if (change->begins) {
        begin(change->kind, thread, record.object, row);
      } else {
        end(change->kind, thread, record.object, row);
      }
    }
    switch (record.event) {
      case Event::lock_acquired:
        return begin(SpanKind::held, thread, record.object, row);
      case Event::lock_released:
        return end(SpanKind::held, thread, record.object, row);
      case Event::wait_begin:
        return end(SpanKind::held, thread, walk_.state().bound_mutex(record.object), row);
      case Event::wait_end:
        return begin(SpanKind::held, thread, walk_.state().bound_mutex(record.object), row);
      default:
        return;
    }
  }

  void begin(SpanKind kind, std::uint32_t thread, ObjectId object, std::size_t row) {
    open_.push_back(spans_.size());
    spans_.push_back({kind, thread, object, row, rows_.rows.size()});
  }

  void end(SpanKind kind, std::uint32_t thread, ObjectId object, std::size_t row) {
    const auto found = std::ranges::find_if(open_, [&](std::size_t at) {
      const Span& span = spans_[at];
      return span.kind == kind && span.thread == thread && span.object == object;
    });
    if (found == open_.end()) return;
    spans_[*found].end = row;
    open_.erase(found);
  }

  const ObservedRun& run_;
  const Rows& rows_;
  StateWalk walk_;
  std::vector<Span> spans_;
  std::vector<std::size_t> open_;
};

}  // namespace

std::string_view to_string(SpanKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<Span> make_spans(const ObservedRun& run, const Rows& rows) {
  return SpanMaker(run, rows).make();
}

std::vector<Wakeup> make_wakeups(const ObservedRun& run, const Rows& rows) {
  std::vector<Wakeup> wakeups;
  std::vector<std::size_t> last(run.threads.size(), Row::kNone);   // a thread's last point's row
  std::vector<std::size_t> woken(run.threads.size(), Row::kNone);  // by whom, until it goes on
  std::size_t points = 0;
  std::uint32_t current = 0;
  for (const Happening& happening : run.order) {
    if (happening.kind == Happening::Kind::operation) {
      current = happening.thread;
      last[current] = rows.of_point[points++];
      if (woken[current] != Row::kNone) wakeups.push_back({woken[current], last[current]});
      woken[current] = Row::kNone;
    } else if (happening.kind == Happening::Kind::edge && last[happening.thread] != Row::kNone) {
      if (happening.other == current) {
        wakeups.push_back({last[happening.thread], last[current]});
      } else {
        woken[happening.other] = last[happening.thread];
      }
    }
  }
  return wakeups;
}

}  // namespace interleave::sim
