// The calls and jobs of a run: what the trace says of them so far.
#ifndef INTERLEAVE_MODEL_RULES_CALL_TABLE_H_
#define INTERLEAVE_MODEL_RULES_CALL_TABLE_H_

#include <cstdint>
#include <span>
#include <vector>

#include "model/rules/per_object.h"
#include "model/trace/record.h"

namespace interleave {

// Where a call stands. From `accepted` to `taken` it is open: somebody owes its client an end of
// it.
enum class CallStage : std::uint8_t { accepted, queued, taken, answered, refused };

constexpr bool is_open(CallStage stage) {
  return stage <= CallStage::taken;
}

// A call is named by its client and serial. A client may use a serial twice at a time: then each
// event belongs to the oldest call that it fits.
struct CallInfo {
  std::uint64_t serial = 0;
  CallStage stage = CallStage::accepted;
  bool made = false;            // api_begin was seen
  bool in_api = false;          // and its api_end was not
  std::uint64_t since = 0;      // step of its present stage
  ObjectId worker = kNoObject;  // who took it
};

struct ClientCalls {
  std::vector<CallInfo> calls;  // open ones, and those whose reply is not written yet
  std::uint32_t jobs = 0;       // queued and not done
  bool closed = false;          // client_closed was seen
  bool known = false;           // has an entry in CallTable::clients

  void reset() {
    calls.clear();
    jobs = 0;
    closed = known = false;
  }
  // Nothing of this client is on its way through a worker.
  [[nodiscard]] bool idle() const;
  // A reply waits to be written: the peer is slow to read.
  [[nodiscard]] bool has_unwritten_reply() const;
  // The first call for which nobody has an excuse when nothing can run and nobody is in the API.
  // Calls that were read and not queued may wait behind a reply that the peer does not read
  // (max_client_requests). Null when there is none.
  [[nodiscard]] const CallInfo* overdue() const;
};

// Applies every record that is about a call or a job. Records that do not fit leave it as it is:
// the monitors have their say before. Used by one thread.
class CallTable {
 public:
  void begin_run();
  void apply(const Record& record);

  // Of a client; others have no calls.
  [[nodiscard]] const ClientCalls& of(ObjectId client) const;
  // The clients that have had a call or a job in this run, in that order.
  [[nodiscard]] std::span<const ObjectId> clients() const { return clients_; }
  // How many threads are in the API at this moment: inside it, any time may pass.
  [[nodiscard]] std::uint32_t in_api() const { return in_api_; }

 private:
  ClientCalls& entry(ObjectId client);
  static void apply_to_client(const Record& record, ClientCalls& client);
  static void apply_to_call(const Record& record, ClientCalls& client);

  PerObject<ClientCalls> table_;
  std::vector<ObjectId> clients_;
  std::uint32_t in_api_ = 0;
};

// The call that a record is about: the oldest one with the record's serial in a stage that lets the
// event happen. Null when there is none.
const CallInfo* call_for(const Record& record, const ClientCalls& client);

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_CALL_TABLE_H_
