// Runs one workload in different ways, and compares what its clients get.
#ifndef INTERLEAVE_PROPTESTS_PROPERTIES_SAME_ANSWERS_H_
#define INTERLEAVE_PROPTESTS_PROPERTIES_SAME_ANSWERS_H_

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "proptests/scenarios/workload.h"
#include "sim/engine/faults.h"

namespace interleave::proptests {

// What nobody may notice who calls the daemon.
struct Way {
  std::uint32_t max_workers = 1;
  std::uint32_t prio_workers = 1;
  std::uint32_t max_client_requests = 5;
  std::uint32_t buffer = 4'096;  // bytes that a socket holds: how the stream is cut
  sim::Faults faults = {};       // harmless ones: those that only delay
  // Of a random walk; absent: a thread goes on as long as it can.
  std::optional<std::uint64_t> schedule = {};
  bool operator==(const Way&) const = default;
};

// The faults of `from` after which everything goes on as if they had not been: short reads and
// writes, would-block, waits and polls that return without cause (which is what EINTR comes to at
// the seam), and deadlines that come early.
sim::Faults harmless(const sim::Faults& from);

// What each client has got: the replies and stream packets of each of its calls, in their order,
// with their headers.
using Messages = std::vector<std::vector<std::byte>>;
using Answers = std::map<std::pair<std::uint32_t, std::uint32_t>, Messages>;  // client, serial

// What came of a run: answers, or the rule that it broke.
struct Heard {
  Answers answers;
  std::string broken;
};

Heard answers_of(const Workload& workload, const Way& way);

// Where they differ: "client 1, call 3: 1 messages, and 0". Empty: nowhere.
std::string difference(const Answers& one, const Answers& other);

// How RapidCheck prints one.
void showValue(const Way& way, std::ostream& out);  // NOLINT: RapidCheck's name

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_PROPERTIES_SAME_ANSWERS_H_
