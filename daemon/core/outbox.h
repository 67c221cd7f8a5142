// What a session sends, and asks for, of its own accord: events, stream data, work for a worker.
#ifndef INTERLEAVE_DAEMON_CORE_OUTBOX_H_
#define INTERLEAVE_DAEMON_CORE_OUTBOX_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "daemon/core/counters.h"
#include "daemon/core/limits.h"
#include "model/locks/guards.h"
#include "model/seam/world.h"

namespace interleave::daemon {

// Something for the loop thread to do for a client.
struct Letter {
  enum class Kind : std::uint8_t {
    frame,      // put `frame` on the client's way out
    overflow,   // cut the client off: it does not read what it is sent
    work,       // have a worker call Session::work(value)
    consumed,   // `value` bytes of stream packets are done with
    keepalive,  // the client answers pings: ask it from time to time whether it is there
  };
  std::uint64_t client = 0;  // its number; it may have gone
  Kind kind = Kind::frame;
  std::uint64_t value = 0;  // frame: the note
  std::vector<std::byte> frame{};
};

// What sessions have left.
struct Mail {
  std::vector<Letter> letters;  // in that order
  // Somebody had no memory for a letter: Outbox::is_starved says of whom.
  bool starved = false;
};

// Where all sessions of a server leave their letters. Its lock is a leaf (as the loop's, T6): a
// letter may be left on any thread and with any lock held but another leaf, which is what an API
// needs that calls back with its own locks held.
class Mailroom {
 public:
  // `wake_loop` makes the loop thread call take soon. It is called with the lock of the mailroom
  // released, on any thread, and takes none but the loop's own.
  Mailroom(const World& world, Counters& counters, std::function<void()> wake_loop);

  // The times of its lock. Any thread.
  [[nodiscard]] const LockMeter& lock_meter() const { return meter_; }

  // Everything that was left since the last call. Loop thread. Where nothing was, no lock is taken.
  [[nodiscard]] Mail take();

 private:
  friend class MailLock;
  friend class Outbox;
  friend class Subscription;
  // False when there is no memory for a letter more.
  [[nodiscard]] bool has_room() IL_REQUIRES(mutex_);
  // For a letter that there is room for.
  void leave(Letter letter) IL_REQUIRES(mutex_);
  void leave_word_of_a_starved_client() IL_REQUIRES(mutex_);
  void call_loop() IL_REQUIRES(mutex_);

  // Constant.
  Counters& counters_;  // its own synchronisation
  const std::function<void()> wake_loop_;
  LockMeter meter_;  // its own synchronisation
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;

  // Set under the lock, after letters and before the loop is woken.
  std::atomic<bool> has_letters_ = false;

  // Guarded by the lock.
  std::vector<Letter> letters_ IL_GUARDED_BY(mutex_);
  bool starved_ IL_GUARDED_BY(mutex_) = false;
  bool wake_wanted_ IL_GUARDED_BY(mutex_) = false;  // by the first letter since the last take
};

// The mailroom's lock. At its end the loop is woken, with the lock dropped, if that is wanted.
class IL_SCOPED_CAPABILITY MailLock : private MutexHolder {
 public:
  explicit MailLock(Mailroom& room) IL_ACQUIRE(room.mutex_, loop_rank)
      : MutexHolder(room.mutex_), room_(room) {}
  ~MailLock() IL_RELEASE() IL_NO_THREAD_SAFETY_ANALYSIS {
    const bool wake = std::exchange(room_.wake_wanted_, false);
    release();
    if (wake) room_.wake_loop_();
  }

 private:
  Mailroom& room_;
};

// One client's way to send. Shared by the client, its session, and whatever the session has
// registered with the API, which may outlive both; used no more once the server has gone.
//
// Order: frames arrive as they were posted; the reply to a call arrives after every frame that was
// posted before the call returned. (What must come after a reply waits for Session::replied.)
class Outbox {
 public:
  Outbox(Mailroom& room, std::uint64_t client, const Limits& limits)
      : room_(room),
        client_(client),
        most_messages_(limits.outbox_messages),
        most_bytes_(limits.outbox_bytes) {}

  // The operations up to settle: any thread, any lock held but a leaf. None blocks, and none fails:
  // without memory for a letter the client is cut off.

  // Sends a whole frame. False when it goes nowhere: the client has gone, or it was sent so much
  // that it has not read (Limits::outbox_messages, outbox_bytes) that it is cut off (D6).
  bool post(std::vector<std::byte> frame);
  // Sends a whole frame, and Session::sent(note) tells when it is written; `note` is not 0. Bounded
  // by its sender, who waits for that, and not by the limits. False when it goes nowhere.
  bool post_noted(std::vector<std::byte> frame, std::uint64_t note);
  // Has a worker call Session::work(what), once for each time. Nothing when the client has gone.
  void ask_for_work(std::uint64_t what);
  // So many bytes that Session::receive was given are done with: see Limits::stream_bytes.
  void consumed(std::size_t bytes);
  // The client understands keepalive messages.
  void start_keepalive();
  // There was no memory for something that the client is owed: it is cut off.
  void starve();

  // Loop thread.

  // Frames that were posted are written, with so many bytes.
  void settle(std::size_t messages, std::size_t bytes);
  // The client's stream is closed: nothing is sent from now on.
  void close();
  // Whether the client is to be cut off for want of memory.
  [[nodiscard]] bool is_starved();

 private:
  friend class Subscription;

  bool leave(Letter letter);
  // False when the client is cut off, from here on, because there is no memory for a letter.
  [[nodiscard]] bool has_room() IL_REQUIRES(room_.mutex_);
  void starve_locked() IL_REQUIRES(room_.mutex_);
  // Counts a frame of that size as posted, if it may be; whether it may. If not, and the client is
  // still there, it is cut off from here on.
  bool admit(std::size_t size) IL_REQUIRES(room_.mutex_);
  // A frame that was admitted will not be sent.
  void take_back(std::size_t size) IL_REQUIRES(room_.mutex_);
  [[nodiscard]] Letter letter(std::vector<std::byte> frame) const {
    return {.client = client_, .frame = std::move(frame)};
  }

  // Constant.
  Mailroom& room_;
  const std::uint64_t client_;
  const std::size_t most_messages_;
  const std::size_t most_bytes_;

  // Guarded by the mailroom's lock.
  std::size_t messages_ IL_GUARDED_BY(room_.mutex_) = 0;  // posted and not settled
  std::size_t bytes_ IL_GUARDED_BY(room_.mutex_) = 0;
  bool closed_ IL_GUARDED_BY(room_.mutex_) = false;
  bool starved_ IL_GUARDED_BY(room_.mutex_) = false;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_OUTBOX_H_
