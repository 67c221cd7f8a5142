// The daemon's trace in a file, for `interleave check-trace`.
#ifndef INTERLEAVE_DAEMON_ASIO_FILE_TRACE_H_
#define INTERLEAVE_DAEMON_ASIO_FILE_TRACE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "daemon/asio/current_thread.h"
#include "model/trace/trace.h"
#include "model/trace/trace_file.h"

namespace interleave::daemon {

// Writes into a ring in a mapped file, so that what was recorded is in the file at once, however
// the process ends, and can be copied at any time. Keeps what the abstract specification sees:
// objects that it does not have (watches, the loop's own lock) get no identity, and records without
// an object are dropped. Any thread; nothing blocks. Make it in the initial thread, before all
// others; they have ended before it does.
//
// Each thread writes into a block of its own; threads meet only where one takes a new block, and
// where a turn begins (see trace_file.h): with the lock that orders them anyway.
class FileTrace final : public Trace {
 public:
  static constexpr std::uint64_t kBlocks = std::uint64_t{1} << 15;  // 128 MiB, all of it at once

  // What has come of it: the trace, or why there is none.
  struct Opened;
  static Opened open(const std::string& path, std::uint64_t blocks = kBlocks);
  FileTrace(const FileTrace&) = delete;
  FileTrace& operator=(const FileTrace&) = delete;
  ~FileTrace() override;

  ObjectId create(ObjectKind kind, Name name, std::uint64_t detail) override;
  void record(Event event, ObjectId object, std::uint64_t value) override;

 private:
  static constexpr std::size_t kLine = 64;  // of the cache

  FileTrace(std::byte* memory, std::uint64_t blocks);
  void take_block(TracePen& pen);
  [[gnu::noinline]] void record_in_new_block(Event event, ObjectId object, std::uint64_t value);
  // The number of the turn that the record begins.
  std::uint32_t begin_turn(TracePen& pen, Event event);
  // `count` numbers in a row; the first of them.
  std::uint32_t draw(std::uint32_t count) {
    return turns_.fetch_add(count, std::memory_order_relaxed) + 1;
  }

  // Constant.
  std::byte* const memory_;
  const std::uint64_t blocks_;

  // Their own synchronisation.
  alignas(kLine) std::atomic<std::uint32_t> turns_{0};
  alignas(kLine) std::atomic<std::uint64_t> taken_{0};  // blocks
  std::atomic<std::uint32_t> objects_{0};
};

struct FileTrace::Opened {
  std::unique_ptr<FileTrace> trace;
  std::string reason;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_FILE_TRACE_H_
