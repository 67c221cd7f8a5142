// One connection of the load.
#ifndef INTERLEAVE_PROPTESTS_BENCH_DAEMON_PEER_H_
#define INTERLEAVE_PROPTESTS_BENCH_DAEMON_PEER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/rpc/frame_reader.h"

namespace interleave::bench {

// The daemon does not do what a load needs: the text says what.
class LoadFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using SteadyTime = std::chrono::steady_clock::time_point;

// A unix socket with a connection to test:///default open behind it. One thread. Every operation
// throws LoadFailure when the connection ends or an answer is an error.
class Peer {
 public:
  // Connects to `path`; waits for the answers of AUTH_LIST and OPEN.
  explicit Peer(const std::string& path);
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  ~Peer();

  [[nodiscard]] int descriptor() const { return descriptor_; }

  // Sends `count` calls of GET_LIB_VERSION in one write.
  void send_calls(std::size_t count, SteadyTime now);
  // Takes what has come, waiting for nothing. The time that each answered call took is appended to
  // `took`; answers come in order here, since all calls are alike. Returns how many they were.
  std::size_t take_answers(std::vector<std::chrono::nanoseconds>& took);

  // CLOSE, and waits for its answer.
  void say_goodbye();

 private:
  using Bytes = std::vector<std::byte>;

  // Of the next call of a procedure.
  Bytes next_call(std::int32_t procedure, std::span<const std::byte> body = {});
  void send(std::span<const std::byte> bytes) const;
  // Takes what has come into messages_; whether anything had.
  bool receive(int flags);
  // Makes one call and waits for its answer.
  void call(std::int32_t procedure, std::string_view name, std::span<const std::byte> body = {});
  static void check(const rpc::Message& answer, std::string_view name);

  int descriptor_ = -1;
  std::uint32_t serial_ = 0;
  rpc::FrameReader reader_;
  std::vector<rpc::Message> messages_;
  std::deque<SteadyTime> waiting_;
};

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_DAEMON_PEER_H_
