// From a call's message to its reply.
#ifndef INTERLEAVE_DAEMON_RPC_DISPATCH_H_
#define INTERLEAVE_DAEMON_RPC_DISPATCH_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "daemon/rpc/error.h"
#include "daemon/rpc/frame.h"
#include "daemon/rpc/procedure.h"

namespace interleave::rpc {

// Most replies fit into this many bytes: one allocation each.
inline constexpr std::size_t kUsualReply = 128;

// What keeps a message from being a call of the remote program, whatever its procedure: another
// program or version, or a status that no call has.
std::optional<Error> check_call(const FrameHeader& call);

// The answer to a number that no procedure has.
Error unknown_procedure(std::int32_t number);

// The arguments in a message's body: what follows the number of descriptors where the type has one.
// An error for a body that is too short for it.
Outcome<std::span<const std::byte>> arguments_of(const Message& message);

// A whole error reply. Strings beyond their limit are cut.
std::vector<std::byte> error_frame(const FrameHeader& call, Error error);

// Makes the call that `message` asks for and returns the whole reply. Every message gets one.
template <class Call>
std::vector<std::byte> dispatch(const ProcedureTable<Call>& table, Call& call,
                                const Message& message) {
  const FrameHeader& header = message.header;
  if (std::optional<Error> error = check_call(header)) return error_frame(header, *error);
  const Procedure<Call>* procedure = table.find(header.procedure);
  if (procedure == nullptr) return error_frame(header, unknown_procedure(header.procedure));
  const auto body = arguments_of(message);
  if (!body.ok()) return error_frame(header, body.error());

  std::vector<std::byte> frame;
  frame.reserve(kUsualReply);
  frame.resize(kMinFrame);
  XdrEncoder reply(frame, kMaxFrame);
  if (std::optional<Error> error = procedure->run(call, body.value(), reply)) {
    return error_frame(header, *error);
  }
  write_header(frame, reply_header(header, FrameStatus::ok));
  return frame;
}

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_DISPATCH_H_
