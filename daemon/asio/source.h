// What the poller knows of one descriptor. Internal to daemon/asio.
#ifndef INTERLEAVE_DAEMON_ASIO_SOURCE_H_
#define INTERLEAVE_DAEMON_ASIO_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/intrusive_ptr.hpp>
#include <boost/system/error_code.hpp>

#include "daemon/asio/handler_pool.h"
#include "model/seam/handle.h"

namespace interleave::daemon {

class Reactor;
class Source;

using SourceRef = boost::intrusive_ptr<Source>;
using Executor = boost::asio::io_context::executor_type;

// Asio's three kinds of waits, as bits.
enum class WaitKind : std::uint8_t { read = 1, write = 2, error = 4 };

// Completion handler of one wait; its memory is the reactor's pool.
class WaitHandler {
 public:
  using allocator_type = PoolAllocator<void>;

  WaitHandler(SourceRef source, WaitKind kind) : source_(std::move(source)), kind_(kind) {}
  [[nodiscard]] allocator_type get_allocator() const noexcept;
  void operator()(const boost::system::error_code& error);

 private:
  SourceRef source_;
  WaitKind kind_;
};

// A descriptor that can be watched, with the Asio object that stands for it.
//
// One thread at a time: the loop thread while the loop runs. Reference counted, since a wait that
// was cancelled still has a completion to deliver.
class Source {
 public:
  explicit Source(Reactor& reactor, int descriptor) : reactor_(reactor), descriptor_(descriptor) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  // Starts one asynchronous wait.
  virtual void start_wait(WaitKind kind) = 0;
  // Gives up the descriptor without closing it; waits that are pending complete as cancelled.
  virtual void release() = 0;

  [[nodiscard]] Reactor& reactor() const { return reactor_; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  friend class Reactor;
  friend void intrusive_ptr_add_ref(Source* source) { ++source->references_; }
  friend void intrusive_ptr_release(Source* source) {
    if (--source->references_ == 0) delete source;
  }

  // Constant.
  Reactor& reactor_;
  const int descriptor_;

  // The reactor's.
  int references_ = 0;
  Readiness interest_;
  Readiness found_;            // in the present wait
  std::uint8_t armed_ = 0;     // WaitKinds that are pending
  std::uint8_t reserved_ = 0;  // blocks of the pool that this source may need
  bool watched_ = false;
  bool foreign_ = false;      // the descriptor is the caller's, not a stream's or a listener's
  bool to_be_armed_ = false;  // in Reactor::to_arm_
  bool is_found_ = false;     // in Reactor::found_
  bool exact_ = false;        // found_ is what the system says: completions add nothing
  bool urgent_ = false;       // the error wait ends at once without an error: see on_error
};

// A source around an Asio object: a socket, an acceptor, a descriptor.
template <class Object>
class AsioSource final : public Source {
 public:
  // Takes the descriptor that `object` has.
  AsioSource(Reactor& reactor, Object object)
      : Source(reactor, object.native_handle()), object_(std::move(object)) {}

  void start_wait(WaitKind kind) override {
    const auto how = kind == WaitKind::read    ? Object::wait_read
                     : kind == WaitKind::write ? Object::wait_write
                                               : Object::wait_error;
    object_.async_wait(how, WaitHandler(SourceRef(this), kind));
  }
  void release() override {
    if (object_.is_open()) object_.release();
  }

  Object& object() { return object_; }

 private:
  Object object_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_SOURCE_H_
