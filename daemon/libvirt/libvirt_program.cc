#include "daemon/libvirt/libvirt_program.h"

#include <atomic>
#include <span>
#include <string>
#include <utility>

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include "daemon/libvirt/call.h"
#include "daemon/libvirt/errors.h"
#include "daemon/libvirt/procedures/authentication.h"
#include "daemon/libvirt/procedures/table.h"
#include "daemon/rpc/dispatch.h"
#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

// Errors go to the client that caused them, not to standard error.
void drop_error(void*, virErrorPtr) {}

bool is_error(const Reply& reply) {
  const std::span<const std::byte> frame(reply.frame);
  return rpc::decode_header(frame.subspan(rpc::kLengthSize)).status == rpc::FrameStatus::error;
}

class LibvirtSession final : public Session {
 public:
  LibvirtSession(Threads& threads, const LibvirtOptions& options, const ClientInfo& client,
                 std::shared_ptr<Outbox> outbox, std::unique_ptr<Authenticator> login)
      : options_(options),
        read_only_(client.read_only),
        carries_files_(client.carries_files),
        outbox_(std::move(outbox)),
        connection_(threads),
        registrations_(threads, outbox_),
        streams_(threads, outbox_),
        login_(std::move(login)) {}

  [[nodiscard]] bool must_authenticate() const override { return login_ != nullptr; }

  Reply call(const rpc::Message& request) override {
    // What another call has left on this thread is nobody's error any more.
    virResetLastError();
    connection_.revive();
    LibvirtCall call{.options = options_,
                     .read_only = read_only_,
                     .header = request.header,
                     .files = request.files,
                     .carries_files = carries_files_,
                     .outbox = outbox_,
                     .connection = connection_,
                     .registrations = registrations_,
                     .streams = streams_,
                     .login = login_.get()};
    Reply reply;
    reply.frame = rpc::dispatch(procedure_table(), call, request);
    reply.close_after = call.close_after;
    reply.tell_session = call.tell_session;
    reply.files = std::move(call.reply_files);
    if (reply.tell_session) has_state_ = true;
    // The client has got its error. What the connection had of it (events, streams) is gone with
    // what is behind it: the client has to begin again, and is told so by the end of this one.
    if (is_error(reply) && connection_.is_dead() && (has_state_ || connection_.loss_is_watched())) {
      reply.close_after = true;
    }
    if (!reply.files.empty()) rpc::announce_files(reply.frame, reply.files.size());
    reply.admission = std::move(call.admission);
    return reply;
  }

  void close() override {
    registrations_.close(connection_.reference().get());
    streams_.close();
    connection_.close();
  }

  void work(std::uint64_t what) override {
    virResetLastError();
    streams_.work(what);
  }

  void receive(rpc::Message packet) override { streams_.receive(std::move(packet)); }
  void sent(std::uint64_t note) override { streams_.sent(note); }
  void stopping() override { streams_.stop(); }
  void replied(std::uint32_t serial) override {
    registrations_.replied(serial);
    streams_.replied(serial);
  }

 private:
  // Constant.
  const LibvirtOptions& options_;
  const bool read_only_;
  const bool carries_files_;
  const std::shared_ptr<Outbox> outbox_;

  std::atomic<bool> has_state_ = false;  // more than the connection: events, streams

  // Own lock.
  ConnectionState connection_;
  Registrations registrations_;
  StreamTable streams_;
  const std::unique_ptr<Authenticator> login_;  // null where nothing is to be shown
};

}  // namespace

LibvirtProgram::LibvirtProgram(Threads& threads, LibvirtOptions options, const LoginDesk* logins)
    : threads_(threads), options_(std::move(options)), logins_(logins) {
  IL_ASSERT(virInitialize() == 0, "libvirt does not start");
  virSetErrorFunc(nullptr, drop_error);
}

LibvirtProgram::~LibvirtProgram() = default;

std::optional<rpc::Error> LibvirtProgram::hold_open() {
  for (const std::string& uri : options_.keep_open) {
    ConnectionRef connection(virConnectOpenReadOnly(uri.c_str()));
    if (!connection) return take_last_error();
    held_.push_back(std::move(connection));
  }
  return std::nullopt;
}

std::unique_ptr<Session> LibvirtProgram::open_session(const ClientInfo& client,
                                                      std::shared_ptr<Outbox> outbox) {
  IL_ASSERT(logins_ != nullptr || client.login == Login::none, "nobody receives those who log in");
  return std::make_unique<LibvirtSession>(threads_, options_, client, std::move(outbox),
                                          logins_ == nullptr ? nullptr : logins_->receive(client));
}

Lane LibvirtProgram::lane(const rpc::FrameHeader& call) const {
  const auto* procedure = procedure_table().find(call.procedure);
  const bool high = procedure != nullptr && procedure->priority == rpc::Priority::high;
  return high ? Lane::urgent : Lane::ordinary;
}

bool LibvirtProgram::authenticates(const rpc::FrameHeader& call) const {
  return procedures::authenticates(call);
}

Reply LibvirtProgram::refuse(const rpc::FrameHeader& call, Refusal why) {
  if (why == Refusal::not_authenticated) {
    return {.frame = rpc::error_frame(call, rpc::rpc_error("authentication required"))};
  }
  if (why == Refusal::memory_short) {
    return {.frame = rpc::error_frame(
                call, rpc::make_error(rpc::kErrorNoMemory, rpc::kErrorFromRpc, "",
                                      "the daemon is short of memory: the call was not made"))};
  }
  // The code and the domain are those by which clients recognise a connection that has gone, and
  // open another one.
  return {.frame = rpc::error_frame(
              call, rpc::make_error(rpc::kErrorSystem, rpc::kErrorFromRpc, "",
                                    "the daemon is shutting down: the call was not made"))};
}

}  // namespace interleave::daemon
