// A client of the real handlers in this process, and libvirt's own API beside it: both see the same
// test:///default.
#ifndef INTERLEAVE_PROPTESTS_LIBVIRT_CLIENT_H_
#define INTERLEAVE_PROPTESTS_LIBVIRT_CLIENT_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <sys/socket.h>

#include "daemon/asio/clock.h"
#include "daemon/asio/file_passing.h"
#include "daemon/asio/poller.h"
#include "daemon/asio/threads.h"
#include "daemon/core/outbox.h"
#include "daemon/libvirt/errors.h"
#include "daemon/libvirt/libvirt_program.h"
#include "daemon/libvirt/refs.h"
#include "daemon/rpc/codec.h"
#include "daemon/rpc/connect_types.h"
#include "daemon/rpc/domain_types.h"
#include "daemon/rpc/frame.h"
#include "daemon/rpc/outcome.h"

namespace interleave::daemon {

// The real world's threads, of which there is one object in a process.
inline Threads& test_threads() {
  static NoTrace trace;
  static RealThreads threads(trace);
  return threads;
}

// For objects that want no more of it than locks.
inline const World& test_world() {
  static NoTrace trace;
  static RealClock clock;
  static AsioPoller poller(test_threads(), trace);
  static const World world{clock, test_threads(), poller, trace};
  return world;
}

// A session as the daemon's core uses it. Destroyed closed.
class Client {
 public:
  explicit Client(LibvirtProgram& program, bool read_only = false)
      : session_(program.open_session(
            {.number = 1, .read_only = read_only, .peer = {}, .carries_files = true},
            std::make_shared<Outbox>(mailroom_, 1, Limits{}))) {}
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { session_->close(); }

  static rpc::Message message(std::int32_t procedure, std::vector<std::byte> body,
                              std::uint32_t serial = 7) {
    return {.header = {.program = rpc::kRemoteProgram,
                       .version = rpc::kRemoteVersion,
                       .procedure = procedure,
                       .type = rpc::FrameType::call,
                       .serial = serial,
                       .status = rpc::FrameStatus::ok},
            .body = std::move(body)};
  }

  // Makes a call, several threads at a time if they like.
  template <class Result, class Args>
  rpc::Outcome<Result> call(std::int32_t procedure, const Args& args) {
    std::vector<std::byte> body;
    rpc::XdrEncoder encoder(body, rpc::kMaxFrame);
    rpc::encode(encoder, args);
    rpc::Message request = message(procedure, std::move(body), ++serial_);
    if (attaches_socket_) request.files.push_back(socket_file());
    const Reply reply = session_->call(request);
    return outcome<Result>(request.header, reply.frame);
  }
  template <class Result>
  rpc::Outcome<Result> call(std::int32_t procedure) {
    return call<Result>(procedure, rpc::Nothing{});
  }

  rpc::Outcome<rpc::Nothing> open(const std::string& uri = "test:///default",
                                  std::uint32_t flags = 0) {
    return call<rpc::Nothing>(1, rpc::ConnectOpenArgs{.name = rpc::String(uri), .flags = flags});
  }

  // From now on a socket comes with every call.
  void attach_sockets() { attaches_socket_ = true; }

  [[nodiscard]] Session& session() { return *session_; }

 private:
  static FileRef socket_file() {
    return make_file(Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)));
  }

  template <class Result>
  static rpc::Outcome<Result> outcome(const rpc::FrameHeader& call,
                                      const std::vector<std::byte>& frame) {
    EXPECT_EQ(rpc::decode_length(frame), frame.size());
    const std::span<const std::byte> bytes(frame);
    const rpc::FrameHeader header = rpc::decode_header(bytes.subspan(rpc::kLengthSize));
    EXPECT_EQ(header, rpc::reply_header(call, header.status));
    const std::span<const std::byte> body = bytes.subspan(rpc::kMinFrame);
    if (header.status == rpc::FrameStatus::error) {
      rpc::Error error;
      EXPECT_FALSE(rpc::decode_body(body, error));
      return error;
    }
    Result result;
    EXPECT_FALSE(rpc::decode_body(body, result));
    return result;
  }

  Counters counters_;
  Mailroom mailroom_{test_world(), counters_, [] {}};
  const std::unique_ptr<Session> session_;
  std::atomic<std::uint32_t> serial_{0};
  bool attaches_socket_ = false;
};

// A test with an open client and an open connection of libvirt's own, which keeps the state between
// the clients of one test, but not between tests.
class HandlerTest : public ::testing::Test {
 protected:
  HandlerTest() : program_(test_threads(), {}), direct_(virConnectOpen("test:///default")) {
    EXPECT_TRUE(direct_);
    EXPECT_TRUE(client_.open().ok());
  }

  // What libvirt's API says to the same thing, called directly just before.
  static rpc::Error direct_error() { return take_last_error(); }

  // The domain that the test driver starts with, running.
  rpc::Domain test_domain() {
    return client_.call<rpc::DomainResult>(23, rpc::TextArgs{rpc::String("test")}).value().domain;
  }
  std::int32_t state_of(const rpc::Domain& domain) {
    return client_.call<rpc::DomainGetStateResult>(212, rpc::DomainFlagsArgs{domain, 0})
        .value()
        .state;
  }
  // A call whose only argument is a domain and that has no result.
  rpc::Outcome<rpc::Nothing> act(std::int32_t procedure, const rpc::Domain& domain) {
    return client_.call<rpc::Nothing>(procedure, rpc::DomainArgs{domain});
  }

  LibvirtProgram program_;
  const ConnectionRef direct_;
  Client client_{program_};
};

inline std::string domain_xml(const std::string& name) {
  return "<domain type='test'><name>" + name +
         "</name><memory>8192</memory><os><type>hvm</type></os></domain>";
}

}  // namespace interleave::daemon

#endif  // INTERLEAVE_PROPTESTS_LIBVIRT_CLIENT_H_
