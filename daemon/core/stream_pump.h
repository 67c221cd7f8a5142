// One stream between a client and the API: data in both directions, each in order, none ahead of
// who takes it.
#ifndef INTERLEAVE_DAEMON_CORE_STREAM_PUMP_H_
#define INTERLEAVE_DAEMON_CORE_STREAM_PUMP_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "daemon/core/fifo.h"
#include "daemon/core/outbox.h"
#include "daemon/rpc/frame.h"
#include "daemon/rpc/types.h"
#include "model/seam/threads.h"

namespace interleave::daemon {

// The API's end of a stream. Called by workers, by one at a time, with no lock held; it may block,
// but answers would_block where the API can.
class ApiStream {
 public:
  enum class Status : std::uint8_t {
    ok,
    would_block,
    end,     // receive: there is nothing more to come
    failed,  // see take_error
  };
  struct Received {
    Status status = Status::ok;
    std::vector<std::byte> data{};
    std::int64_t hole = 0;  // instead of data: so many bytes that are all zero
  };
  struct Sent {
    Status status = Status::ok;
    std::size_t bytes = 0;
  };

  virtual ~ApiStream() = default;
  [[nodiscard]] virtual Received receive(std::size_t most) = 0;
  [[nodiscard]] virtual Sent send(std::span<const std::byte> data) = 0;
  [[nodiscard]] virtual Status send_hole(std::int64_t length, std::uint32_t flags) = 0;
  // The client has sent all, or has got all.
  [[nodiscard]] virtual Status finish() = 0;
  virtual void abort() = 0;
  // Has StreamPump::ready called when the stream can be read, or written. Of neither: no more.
  virtual void watch(bool readable, bool writable) = 0;
  // Of the operation that has just failed.
  [[nodiscard]] virtual rpc::Error take_error() = 0;
};

// The most data of one packet, which is the protocol's.
inline constexpr std::size_t kMostStreamData = 262'120;

// Flow control: one packet at a time is on its way to the client, and the next is read from the API
// when it is written; packets from the client count against Limits::stream_bytes until the API has
// taken them. All work with the API is done by a worker (Session::work), one at a time.
//
// Shared by the session and by the API's callback.
class StreamPump {
 public:
  // `call`: of the call that has opened the stream. `key`: the session's name for it, which comes
  // back in Session::work and Session::sent. `reads`: the API has data for the client.
  StreamPump(Threads& threads, std::shared_ptr<Outbox> outbox, const rpc::FrameHeader& call,
             std::uint64_t key, bool reads, std::unique_ptr<ApiStream> api);
  StreamPump(const StreamPump&) = delete;
  StreamPump& operator=(const StreamPump&) = delete;
  ~StreamPump() = default;

  // Constant.
  [[nodiscard]] bool belongs(const rpc::FrameHeader& packet) const {
    return packet.procedure == header_.procedure && packet.serial == header_.serial;
  }
  [[nodiscard]] bool opened_by(std::uint32_t serial) const { return header_.serial == serial; }

  // Any thread; quick.

  // The reply to the opening call is on its way: data may follow.
  void opened();
  // The client has sent a packet of this stream.
  void receive(rpc::Message packet);
  // The packet on its way to the client is written.
  void sent();
  // The API can go on.
  void ready();
  // The daemon stops: the client is told that the stream has failed, if it does not know of another
  // end, and nothing of it is sent afterwards. Where the client does not know of the stream yet,
  // that comes behind the reply by which it learns of it.
  void stop();

  // A worker, to whom Session::work has given the key. True when the stream has come to its end.
  [[nodiscard]] bool work();
  // A worker, when no other works: the client has gone.
  void close();

 private:
  void schedule() IL_REQUIRES(mutex_);
  void tell_stop() IL_REQUIRES(mutex_);
  void post(rpc::FrameType type, rpc::FrameStatus status, std::span<const std::byte> body,
            std::uint64_t note) IL_REQUIRES(mutex_);
  [[nodiscard]] std::optional<rpc::Message> next_packet();
  void pump_in();
  void pump_out();
  [[nodiscard]] bool take_in(const rpc::Message& packet);
  void send_on(rpc::FrameType type, rpc::FrameStatus status, std::span<const std::byte> body,
               std::uint64_t note);
  void answer(ApiStream::Status status);
  // `error` was taken before: aborting clears it.
  void fail(const rpc::Error& error);

  // Constant.
  const std::shared_ptr<Outbox> outbox_;
  const rpc::FrameHeader header_;
  const std::uint64_t key_;
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;
  const std::unique_ptr<ApiStream> api_;

  // Guarded by the lock.
  Fifo<rpc::Message> packets_ IL_GUARDED_BY(mutex_);
  bool open_ IL_GUARDED_BY(mutex_) = false;
  bool credit_ IL_GUARDED_BY(mutex_) = true;      // nothing is on its way to the client
  bool scheduled_ IL_GUARDED_BY(mutex_) = false;  // work was asked for, or goes on
  bool again_ IL_GUARDED_BY(mutex_) = false;      // something has changed since it began
  bool ended_ IL_GUARDED_BY(mutex_) = false;
  bool stopping_ IL_GUARDED_BY(mutex_) = false;
  bool told_end_ IL_GUARDED_BY(mutex_) = false;  // the client has been sent the stream's end

  // Whoever works.
  std::optional<rpc::Message> packet_;  // that the API takes now
  std::size_t taken_ = 0;               // of its data
  bool reads_;                          // more data is to come from the API
  bool over_ = false;
  bool wants_read_ = false;
  bool wants_write_ = false;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_STREAM_PUMP_H_
