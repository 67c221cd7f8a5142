#include "sim/explain/rows.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace interleave::sim {
namespace {

// A record that comes before the point at which what it says happens.
std::string_view announcement(Event event) {
  switch (event) {
    case Event::wait_begin:
      return "is about to wait for {0}";
    case Event::notify_one:
      return "is about to wake one waiter of {0}";
    case Event::notify_all:
      return "is about to wake all waiters of {0}";
    case Event::poll_woken:
      return "is about to wake {0}";
    default:
      return {};
  }
}

struct Telling {
  OperationKind kind;
  std::string_view text;       // {0} is the object
  Event before = Event::none;  // the record that announces the point
  Event after = Event::none;   // the record that says that it was passed
};

// In the order of OperationKind.
constexpr Telling kTellings[] = {
    {OperationKind::none, "does nothing"},
    {OperationKind::start, "starts", Event::none, Event::thread_started},
    {OperationKind::spawn, "starts a thread"},
    {OperationKind::join, "joins {0}", Event::none, Event::join_end},
    {OperationKind::lock, "takes {0}", Event::none, Event::lock_acquired},
    {OperationKind::wait, "begins to wait for {0}", Event::wait_begin},
    {OperationKind::relock, "takes {0} again", Event::none, Event::wait_end},
    {OperationKind::notify_one, "wakes one waiter of {0}", Event::notify_one},
    {OperationKind::notify_all, "wakes all waiters of {0}", Event::notify_all},
    {OperationKind::poll, "goes on in {0}", Event::none, Event::poll_end},
    {OperationKind::wake, "wakes {0} now", Event::poll_woken},
    {OperationKind::accept, "accepts from {0}"},
    {OperationKind::read, "reads {0}"},
    {OperationKind::write, "writes {0}"},
    {OperationKind::shut_down, "ends sending on {0}"},
    {OperationKind::close, "closes {0}"},
    {OperationKind::connect, "connects to {0}"},
    {OperationKind::send, "sends on {0}"},
    {OperationKind::receive, "receives from {0}"},
    {OperationKind::sleep, "has slept"},
    {OperationKind::settle, "has seen all come to rest"},
    {OperationKind::load, "loads {0}"},
    {OperationKind::store, "stores to {0}"},
    {OperationKind::update, "updates {0}"},
    {OperationKind::yield, "gives way"},
};

constexpr bool tellings_are_in_order() {
  for (std::size_t i = 0; i < std::size(kTellings); ++i) {
    if (kTellings[i].kind != static_cast<OperationKind>(i)) return false;
  }
  return std::size(kTellings) == static_cast<std::size_t>(OperationKind::count_);
}
static_assert(tellings_are_in_order(), "each kind of operation has its words");

const Telling& telling(const PendingOperation& operation) {
  return kTellings[static_cast<std::size_t>(operation.kind)];
}

class RowMaker {
 public:
  explicit RowMaker(const ObservedRun& run) : run_(run) {
    rows_.of_point.assign(run.points.size(), Row::kNone);
    rows_.of_record.reserve(run.records.size());
    announced_.assign(run.threads.size(), Row::kNone);
  }

  Rows make() {
    std::size_t point = 0;
    for (std::size_t record = 0; record <= run_.records.size(); ++record) {
      for (std::uint32_t own = 0; point < run_.points.size() && run_.points[point].record == record;
           ++point) {
        add_point(point, own);
      }
      if (record < run_.records.size()) add_record(record);
    }
    place_decisions();
    return std::move(rows_);
  }

 private:
  void add_point(std::size_t at, std::uint32_t& own) {
    const PassedPoint& point = run_.points[at];
    if (!rows_.rows.empty() && announces(rows_.rows.back(), point)) {
      rows_.rows.back().point = at;
      rows_.of_point[at] = rows_.rows.size() - 1;
      return;
    }
    const bool last = at + 1 == run_.points.size() || run_.points[at + 1].record != point.record;
    if (last && point.record < run_.records.size() && confirms(run_.records[point.record], point)) {
      waiting_ = at;  // for its record, which is the next row
      return;
    }
    rows_.of_point[at] = rows_.rows.size();
    const std::size_t announced = announced_[point.thread];
    if (announced != Row::kNone &&
        run_.records[announced].event == telling(point.operation).before) {
      rows_.effect[announced] = rows_.rows.size();
    }
    rows_.rows.push_back({{point.record, ++own}, point.thread, Row::kNone, at});
  }

  void add_record(std::size_t at) {
    const Record& record = run_.records[at];
    rows_.of_record.push_back(rows_.rows.size());
    rows_.effect.push_back(rows_.rows.size());
    announced_[run_.number(record.thread)] = at;
    if (waiting_ != Row::kNone) rows_.of_point[waiting_] = rows_.rows.size();
    rows_.rows.push_back({{record.step, 0}, run_.number(record.thread), at, waiting_});
    waiting_ = Row::kNone;
  }

  bool announces(const Row& row, const PassedPoint& point) const {
    if (row.record == Row::kNone || row.point != Row::kNone || row.thread != point.thread) {
      return false;
    }
    const Event event = run_.records[row.record].event;
    return event != Event::none && event == telling(point.operation).before;
  }

  bool confirms(const Record& record, const PassedPoint& point) const {
    return record.event == telling(point.operation).after &&
           run_.number(record.thread) == point.thread;
  }

  void place_decisions() {
    for (const DecisionPlace& place : run_.decisions) {
      std::size_t row = rows_.rows.size();
      if (place.points < rows_.of_point.size()) row = rows_.of_point[place.points];
      if (place.record < rows_.of_record.size()) {
        row = std::min(row, rows_.of_record[place.record]);
      }
      rows_.of_decision.push_back(row);
    }
  }

  const ObservedRun& run_;
  Rows rows_;
  std::size_t waiting_ = Row::kNone;
  std::vector<std::size_t> announced_;  // by thread: its last record
};

template <class Number>
bool parse_whole(std::string_view text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end;
}

}  // namespace

std::string StepNumber::text() const {
  return point == 0 ? fmt::format("{}", record) : fmt::format("{}.{}", record, point);
}

std::optional<StepNumber> parse_step(std::string_view text) {
  StepNumber step;
  const std::size_t dot = text.find('.');
  if (!parse_whole(text.substr(0, dot), step.record)) return std::nullopt;
  if (dot != std::string_view::npos &&
      (!parse_whole(text.substr(dot + 1), step.point) || step.point == 0)) {
    return std::nullopt;
  }
  if (step.record == 0 && step.point == 0) return std::nullopt;
  return step;
}

Rows make_rows(const ObservedRun& run) {
  return RowMaker(run).make();
}

std::string words(const PendingOperation& operation, const ObservedRun& run) {
  return fmt::format(fmt::runtime(telling(operation).text), run.names(operation.object));
}

std::string words(const Row& row, const ObservedRun& run) {
  if (row.record != Row::kNone) {
    const Record& record = run.records[row.record];
    const std::string_view about = announcement(record.event);
    if (about.empty() || row.point != Row::kNone) return in_words(record, run.names);
    return fmt::format("{} {}", run.names(record.thread),
                       fmt::format(fmt::runtime(about), run.names(record.object)));
  }
  const PendingOperation& operation = run.points[row.point].operation;
  return fmt::format("{} {}", run.names(run.threads[row.thread].id), words(operation, run));
}

}  // namespace interleave::sim
