// Sentences that several rules need in their findings.
#ifndef INTERLEAVE_MODEL_RULES_WORDING_H_
#define INTERLEAVE_MODEL_RULES_WORDING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "model/rules/monitor.h"
#include "model/rules/run_state.h"

// For functions that only a broken rule calls: they stay out of the way of the records that are
// good, which come millions of times a second.
#define IL_COLD [[gnu::cold, gnu::noinline]]

namespace interleave {

// A finding without its rule and step, which the rule book fills in.
Finding finding(std::string what, std::vector<std::string> details = {});

// "step 41".
std::string at_step(std::uint64_t step);
// "call 3 of client.1".
std::string call_text(const RunState& state, ObjectId client, std::uint64_t serial);
// "worker.2 holds the server lock (since step 41) and client.1's lock (since step 44)".
std::string holds_text(const RunState& state, ObjectId thread);
// "worker.2 waits since step 45 for the server lock, which loop holds since step 40", and the like
// for whatever a thread is blocked in.
std::string waits_text(const RunState& state, ObjectId thread);
// A line of waits_text for each thread that has not ended, at most `most`.
std::vector<std::string> everybody_waits(const RunState& state, std::size_t most = 12);

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_WORDING_H_
