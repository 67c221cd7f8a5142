// The daemon's trace in a file, for `interleave check-trace`.
#ifndef INTERLEAVE_DAEMON_ASIO_FILE_TRACE_H_
#define INTERLEAVE_DAEMON_ASIO_FILE_TRACE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "model/trace/trace.h"
#include "model/trace/trace_file.h"

namespace interleave::daemon {

// Writes into a ring in a mapped file, so that what was recorded is in the file at once, however
// the process ends, and can be copied at any time. Keeps what the abstract specification sees:
// objects that it does not have (watches, the loop's own lock) get no identity, and records without
// an object are dropped. Any thread; nothing blocks. Make it in the initial thread, before all
// others.
class FileTrace final : public Trace {
 public:
  static constexpr std::uint64_t kSlots = std::uint64_t{1} << 23;  // 128 MiB, all of it at once

  // What has come of it: the trace, or why there is none.
  struct Opened;
  static Opened open(const std::string& path, std::uint64_t slots = kSlots);
  FileTrace(const FileTrace&) = delete;
  FileTrace& operator=(const FileTrace&) = delete;
  ~FileTrace() override;

  ObjectId create(ObjectKind kind, Name name, std::uint64_t detail) override;
  void record(Event event, ObjectId object, std::uint64_t value) override;

 private:
  FileTrace(std::byte* memory, std::uint64_t slots);
  // The slot of the next record; `count` of them in a row.
  std::uint64_t draw(std::uint64_t count) {
    return next_.fetch_add(count, std::memory_order_relaxed);
  }
  template <class Slot>
  void put(std::uint64_t at, Slot slot);

  // Constant.
  std::byte* const memory_;
  const std::uint64_t slots_;

  // Their own synchronisation.
  std::atomic<std::uint64_t> next_{0};
  std::atomic<std::uint32_t> objects_{0};
};

struct FileTrace::Opened {
  std::unique_ptr<FileTrace> trace;
  std::string reason;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_FILE_TRACE_H_
