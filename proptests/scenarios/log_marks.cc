#include "proptests/scenarios/log_marks.h"

#include <array>
#include <string_view>

namespace interleave::proptests {
namespace {

struct LogMark {
  std::string_view reason;
  std::string_view text;  // a part of the line
  Mark mark;
};

// The first that fits counts.
constexpr std::array kLogMarks = {
    LogMark{"closed", "it does not answer", Mark::given_up_silent},
    LogMark{"closed", "it has not finished the frame", Mark::given_up_in_frame},
    LogMark{"closed", "it does not read what it is sent:", Mark::given_up_unread},
    LogMark{"closed", "it does not read what it is sent", Mark::given_up_in_write},
    LogMark{"closed", "it has not authenticated", Mark::given_up_anonymous},
    LogMark{"closed", "it has not come to the end of its handshake", Mark::given_up_in_handshake},
    LogMark{"closed", "it has been silent the longest", Mark::turned_out},
    LogMark{"closed", "the drain deadline has passed", Mark::drain_deadline},
    LogMark{"no-descriptors", "", Mark::accept_paused},
    LogMark{"exception", "", Mark::call_threw},
    LogMark{"no-thread", "", Mark::no_thread},
    LogMark{"bad-frame", "", Mark::bad_frame},
    LogMark{"idle", "", Mark::idle_end},
    LogMark{"memory-short", "ordinary calls are refused", Mark::memory_short},
    LogMark{"memory-short", "a client is turned away", Mark::turned_away},
};

}  // namespace

std::optional<Mark> mark_of(const daemon::LogLine& line) {
  for (const LogMark& each : kLogMarks) {
    if (line.reason == each.reason && line.text.find(each.text) != std::string_view::npos) {
      return each.mark;
    }
  }
  return std::nullopt;
}

}  // namespace interleave::proptests
