// The streams of one client.
#ifndef INTERLEAVE_DAEMON_CORE_STREAM_TABLE_H_
#define INTERLEAVE_DAEMON_CORE_STREAM_TABLE_H_

#include <cstdint>
#include <map>
#include <memory>

#include "daemon/core/stream_pump.h"

namespace interleave::daemon {

// What a session passes on to its streams, under the session's own conditions (program.h). Packets
// of no stream are dropped in silence, as libvirtd does.
class StreamTable {
 public:
  // More streams of one client at a time are refused by whoever opens them (D6).
  static constexpr std::size_t kMostStreams = 100;

  StreamTable(Threads& threads, std::shared_ptr<Outbox> outbox);

  // A worker.

  [[nodiscard]] bool full();
  // The stream that the call opens, from the moment when its reply is on its way.
  std::shared_ptr<StreamPump> add(const rpc::FrameHeader& call, bool reads,
                                  std::unique_ptr<ApiStream> api);
  void work(std::uint64_t what);
  // The client has gone, and nobody works for it any more.
  void close();

  // The loop thread.

  void receive(rpc::Message packet);
  void sent(std::uint64_t note);
  void replied(std::uint32_t serial);
  // The daemon stops: so does every stream, and every one that calls in flight open yet.
  void stop();

 private:
  std::shared_ptr<StreamPump> find(std::uint64_t key);

  // Constant.
  Threads& threads_;
  const std::shared_ptr<Outbox> outbox_;
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;

  // Guarded by the lock.
  std::uint64_t last_key_ IL_GUARDED_BY(mutex_) = 0;
  bool stopping_ IL_GUARDED_BY(mutex_) = false;
  std::map<std::uint64_t, std::shared_ptr<StreamPump>> streams_ IL_GUARDED_BY(mutex_);  // by key
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_STREAM_TABLE_H_
