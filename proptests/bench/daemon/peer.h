// One connection of the load.
#ifndef INTERLEAVE_PROPTESTS_BENCH_DAEMON_PEER_H_
#define INTERLEAVE_PROPTESTS_BENCH_DAEMON_PEER_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

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
  void send(std::string_view bytes) const;
  std::string receive_frame();
  void call(std::string_view frame, std::string_view what);

  int descriptor_ = -1;
  std::uint32_t serial_ = 0;
  std::string received_;
  std::deque<SteadyTime> waiting_;
};

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_DAEMON_PEER_H_
