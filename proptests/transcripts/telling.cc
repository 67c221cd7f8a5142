#include "proptests/transcripts/telling.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "model/locks/rank.h"
#include "proptests/transcripts/told_line.h"
#include "sim/explain/rows.h"

namespace interleave::proptests {
namespace {

constexpr std::size_t kNameWidth = 13;

bool is_shown(Rank rank) {
  return rank == Rank::server || rank == Rank::client;
}

// What happens between the daemon and its clients; other points have records.
bool is_shown(sim::OperationKind kind) {
  switch (kind) {
    case sim::OperationKind::read:
    case sim::OperationKind::write:
    case sim::OperationKind::shut_down:
    case sim::OperationKind::send:
    case sim::OperationKind::receive:
      return true;
    default:
      return false;
  }
}

// A thread of the run, as the reader meets it.
struct Speaker {
  enum class Kind : std::uint8_t { daemon, client, scenario };
  Kind kind = Kind::scenario;
  std::string name;
  std::uint32_t depth = 0;  // locks that it holds, and callbacks that it is in
};

// A model client's thread has the name that the server's side of its connection has: it is told
// under the name of its peer.
Speaker speaker_for(const std::string& path, const std::string& name) {
  const std::string_view client = "leader/driver/client.";
  if (path.starts_with(client)) {
    return {Speaker::Kind::client, "peer." + path.substr(client.size())};
  }
  return {path.starts_with("leader/driver") ? Speaker::Kind::scenario : Speaker::Kind::daemon,
          name};
}

class Telling {
 public:
  Telling(const sim::ObservedRun& run, Part part) : run_(run), part_(part), walk_(run) {
    speakers_.emplace_back();
    for (std::size_t i = 1; i < run_.threads.size(); ++i) {
      speakers_.push_back(speaker_for(run_.threads[i].path, run_.names(run_.threads[i].id)));
    }
  }

  std::string text() {
    const sim::Rows rows = sim::make_rows(run_);
    const std::uint64_t last = last_record();
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
      if (rows.rows[i].number.record > last) break;
      add(rows.rows, i);
    }
    return print(worth_telling(lines_));
  }

 private:
  // The number of the last record that is told.
  [[nodiscard]] std::uint64_t last_record() const {
    std::uint64_t last = run_.records.size();
    for (const Record& record : run_.records) {
      if (part_ == Part::to_last_close && record.event == Event::peer_closed) last = record.step;
      if (part_ == Part::to_stop && record.event == Event::stop_requested) return record.step - 1;
    }
    return last;
  }

  void add(const std::vector<sim::Row>& rows, std::size_t at) {
    const sim::Row& row = rows[at];
    if (row.record == sim::Row::kNone) {
      const sim::PendingOperation& operation = run_.points[row.point].operation;
      if (is_shown(operation.kind)) tell_line(row, Event::none, operation.object);
      return;
    }
    const Record& record = run_.records[row.record];
    if (part_ == Part::all || record.event == Event::peer_opened) begun_ = true;
    // What a thread says when it begins to wait it says under the lock.
    const bool waits = record.event == Event::wait_begin;
    if (closes(record) && !waits) leave(row.thread);
    if (tells(record, rows, at)) tell_line(row, record.event, record.object);
    if (closes(record) && waits) leave(row.thread);
    if (opens(record)) ++speakers_[row.thread].depth;
    walk_.next();
  }

  // Does it begin, or end, what other lines stand below?
  [[nodiscard]] bool opens(const Record& record) const {
    if (record.event == Event::callback_begin) return true;
    const bool lock = record.event == Event::lock_acquired;
    return (lock && is_shown(rank(record.object))) ||
           (record.event == Event::wait_end && is_shown(rank_of_wait(record.object)));
  }
  [[nodiscard]] bool closes(const Record& record) const {
    if (record.event == Event::callback_end) return true;
    const bool lock = record.event == Event::lock_released;
    return (lock && is_shown(rank(record.object))) ||
           (record.event == Event::wait_begin && is_shown(rank_of_wait(record.object)));
  }
  void leave(std::uint32_t thread) {
    if (speakers_[thread].depth > 0) --speakers_[thread].depth;
  }

  [[nodiscard]] Rank rank(ObjectId mutex) const { return walk_.state().rank(mutex); }
  [[nodiscard]] Rank rank_of_wait(ObjectId condvar) const {
    return rank(walk_.state().bound_mutex(condvar));
  }

  [[nodiscard]] bool tells(const Record& record, const std::vector<sim::Row>& rows,
                           std::size_t at) const {
    switch (record.event) {
      case Event::object_created:
        return part_ == Part::all && is_made_for_good(record);
      case Event::join_begin:
      case Event::join_end:
        return speakers_[run_.number(record.object)].kind == Speaker::Kind::daemon;
      case Event::object_destroyed:
      case Event::watch_removed:
      case Event::watch_freed:
      case Event::waiter_ready:
      case Event::settled:
        return false;
      case Event::lock_requested: {
        const bool waits = at + 1 == rows.size() || rows[at + 1].thread != rows[at].thread;
        return waits && is_shown(rank(record.object));
      }
      case Event::lock_acquired:
      case Event::lock_released:
        return is_shown(rank(record.object));
      case Event::wait_begin:
      case Event::wait_end:
      case Event::notify_one:
      case Event::notify_all:
        return is_shown(rank_of_wait(record.object));
      default:
        return true;
    }
  }

  // Threads, the daemon's locks and conditions.
  [[nodiscard]] bool is_made_for_good(const Record& record) const {
    switch (run_.objects[static_cast<std::size_t>(record.object)].kind) {
      case ObjectKind::thread:
        return speakers_[run_.number(record.object)].kind == Speaker::Kind::daemon;
      case ObjectKind::mutex:
        return belongs_to_the_model(static_cast<Rank>(record.value));
      case ObjectKind::condvar:
        return is_shown(rank(static_cast<ObjectId>(record.value)));
      case ObjectKind::poller:
      case ObjectKind::listener:
        return true;
      default:
        return false;
    }
  }

  // What is told of a thread of this kind.
  static bool is_told(Speaker::Kind kind, Event event) {
    switch (kind) {
      case Speaker::Kind::daemon:
        return true;
      case Speaker::Kind::client:
        return event == Event::none || event == Event::peer_opened || event == Event::peer_closed;
      case Speaker::Kind::scenario:
        return event == Event::stop_requested || event == Event::poll_woken;
    }
    return false;
  }

  void tell_line(const sim::Row& row, Event event, ObjectId object) {
    if (!begun_) return;
    const Speaker& speaker = speakers_[row.thread];
    ToldLine line{.who = speaker.name,
                  .what = words(row, run_),
                  .depth = speaker.kind == Speaker::Kind::daemon ? speaker.depth : 0,
                  .event = event,
                  .object = object,
                  .may_go = event != Event::lock_acquired || rank(object) == Rank::server,
                  .time = time_of(row)};
    if (row.thread != 0) {
      if (!is_told(speaker.kind, event)) return;
      drop_name(line.what, run_.names(run_.threads[row.thread].id));
      if (speaker.kind == Speaker::Kind::client) drop_peer(line.what, line.who);
      if (event == Event::wait_end) line.what += ", with " + bound_name(object);
    }
    lines_.push_back(std::move(line));
  }

  static void drop_name(std::string& what, const std::string& name) {
    if (what.starts_with(name + " ")) what.erase(0, name.size() + 1);
  }

  // "peer.1 connects", "sends on peer.1": who that is stands before the line.
  static void drop_peer(std::string& what, const std::string& peer) {
    drop_name(what, peer);
    for (const std::string_view before : {" on ", " from "}) {
      const std::string end = std::string(before) + peer;
      if (what.ends_with(end)) what.erase(what.size() - end.size());
    }
  }

  [[nodiscard]] std::string bound_name(ObjectId condvar) const {
    return run_.names(walk_.state().bound_mutex(condvar));
  }
  [[nodiscard]] Instant time_of(const sim::Row& row) const {
    const std::size_t record =
        row.record != sim::Row::kNone ? row.record : run_.points[row.point].record;
    return run_.records[std::min(record, run_.records.size() - 1)].time;
  }

  static std::string passing(Duration time) {
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    return fmt::format("\n-- {} ms pass\n", whole);
  }

  static std::string print(const std::vector<ToldLine>& lines) {
    std::string text;
    std::string speaker = "nobody";
    std::optional<Instant> now;
    for (const ToldLine& line : lines) {
      if (now && line.time - *now >= std::chrono::milliseconds(1)) {
        text += passing(line.time - *now);
        speaker = "nobody";
      }
      now = line.time;
      if (line.who.empty()) {
        text += fmt::format("\n-- {}\n", line.what);
        speaker = "nobody";
        continue;
      }
      const bool turn = line.who != speaker;
      speaker = line.who;
      text += fmt::format("{}{:<{}} {}{}\n", turn ? "\n" : "", turn ? line.who : "", kNameWidth,
                          std::string(2 * std::size_t{line.depth}, ' '), line.what);
    }
    return text;
  }

  const sim::ObservedRun& run_;
  const Part part_;
  sim::StateWalk walk_;
  std::vector<Speaker> speakers_;  // by thread; the first is the world
  std::vector<ToldLine> lines_;
  bool begun_ = false;
};

}  // namespace

std::string tell(const sim::ObservedRun& run, Part part) {
  return Telling(run, part).text();
}

}  // namespace interleave::proptests
