#include "model/rules/lock_order.h"

#include <string>

#include "model/rules/wording.h"

namespace interleave {
namespace {

// Why `wanted` may not be acquired while `held` is held.
std::string_view reason(Rank held, Rank wanted) {
  if (held == wanted) return "two locks of one rank";
  if (held == Rank::loop) return "T6: the event loop's lock is a leaf";
  if (wanted == Rank::server) return "T4: the server lock is acquired before any other";
  return "T4: out of rank";
}

IL_COLD Finding out_of_order(const Record& record, const RunState& state, ObjectId held) {
  std::string what = state.name(record.thread) + " acquires " + state.name(record.object) +
                     " while it holds " + state.name(held) + " (";
  what += reason(state.rank(held), state.rank(record.object));
  return finding(what + ")", {holds_text(state, record.thread)});
}

IL_COLD Finding without_server(const Record& record, const RunState& state) {
  return finding(state.name(record.thread) + " acquires " + state.name(record.object) +
                     " without the server lock (T5: it is held at that moment)",
                 {holds_text(state, record.thread)});
}

}  // namespace

std::optional<Finding> LockOrder::on(const Record& record, const RunState& state) {
  const Rank wanted = state.rank(record.object);
  if (wanted == Rank::unranked) return std::nullopt;
  bool server_held = false;
  for (const ObjectId held : state.thread(record.thread).held) {
    if (held == record.object) return std::nullopt;
    const Rank rank = state.rank(held);
    if (rank != Rank::unranked && rank >= wanted) return out_of_order(record, state, held);
    server_held = server_held || rank == Rank::server;
  }
  if (wanted == Rank::client && !server_held) return without_server(record, state);
  return std::nullopt;
}

}  // namespace interleave
