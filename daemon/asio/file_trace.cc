#include "daemon/asio/file_trace.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include "daemon/asio/current_thread.h"
#include "model/base/assert.h"
#include "model/locks/rank.h"
#include "model/rules/spec_path.h"

namespace interleave::daemon {
namespace {

bool is_kept(ObjectKind kind, std::uint64_t detail) {
  switch (kind) {
    case ObjectKind::mutex:
      return detail == static_cast<std::uint64_t>(Rank::server) ||
             detail == static_cast<std::uint64_t>(Rank::client);
    case ObjectKind::condvar:
      return detail != 0;
    case ObjectKind::thread:
    case ObjectKind::client:
    case ObjectKind::server:
      return true;
    default:
      return false;
  }
}

// A record of the calling thread, with the lower half of its value.
TraceFileSlot slot(Event event, ObjectId object, std::uint64_t value) {
  return {
      .object = static_cast<std::uint32_t>(object),
      .value = static_cast<std::uint32_t>(value),
      .event = static_cast<std::uint32_t>(event),
      .thread = static_cast<std::uint32_t>(current_thread().trace_id) % TraceFileSlot::kThreads};
}

}  // namespace

FileTrace::Opened FileTrace::open(const std::string& path, std::uint64_t slots) {
  const auto failed = [&](const char* what) {
    return Opened{nullptr, fmt::format("{}: {}: {}", path, what, std::strerror(errno))};
  };
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return failed("cannot be opened");
  const std::size_t bytes = sizeof(TraceFileHeader) + slots * sizeof(TraceFileSlot);
  errno = ::posix_fallocate(file, 0, static_cast<off_t>(bytes));
  if (errno != 0) {
    const Opened opened = failed("cannot be made as large as the trace");
    ::close(file);
    return {nullptr, opened.reason};
  }
  void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  const int error = errno;
  ::close(file);
  errno = error;
  if (memory == MAP_FAILED) return failed("cannot be mapped");
  // A page that comes when it is first written to costs more than all records that it takes. Where
  // the system cannot do this, they come then.
  ::madvise(memory, bytes, MADV_POPULATE_WRITE);
  return {std::unique_ptr<FileTrace>(new FileTrace(static_cast<std::byte*>(memory), slots)), {}};
}

FileTrace::FileTrace(std::byte* memory, std::uint64_t slots) : memory_(memory), slots_(slots) {
  TraceFileHeader header;
  header.slots = slots;
  std::memcpy(memory, &header, sizeof header);
  current_thread().trace_id = kNoObject;
  const ObjectId leader = create(ObjectKind::thread, Name{"leader"}, 0);
  record(Event::thread_started, leader, 0);
}

FileTrace::~FileTrace() {
  ::munmap(memory_, sizeof(TraceFileHeader) + slots_ * sizeof(TraceFileSlot));
}

template <class Slot>
void FileTrace::put(std::uint64_t at, Slot slot) {
  std::byte* const place =
      memory_ + sizeof(TraceFileHeader) + (at & (slots_ - 1)) * sizeof(TraceFileSlot);
  std::memcpy(place + sizeof slot.number,
              reinterpret_cast<const std::byte*>(&slot) + sizeof slot.number,
              sizeof slot - sizeof slot.number);
  std::atomic_ref(*reinterpret_cast<std::uint32_t*>(place))
      .store(trace_file_number(at), std::memory_order_release);
}

ObjectId FileTrace::create(ObjectKind kind, Name name, std::uint64_t detail) {
  if (!is_kept(kind, detail)) return kNoObject;
  const std::uint32_t id = objects_.fetch_add(1, std::memory_order_relaxed) + 1;
  TraceFileName text{.name = name.number, .kind = static_cast<std::uint8_t>(kind)};
  TraceFileNameEnd end;
  const std::string_view base = name.base;
  const std::size_t first = std::min(base.size(), text.base.size());
  std::ranges::copy(base.substr(0, first), text.base.begin());
  std::ranges::copy(base.substr(first, end.base.size()), end.base.begin());
  const std::uint64_t at = draw(3);
  // The first of them last: whoever finds it finds the others.
  put(at + 2, end);
  put(at + 1, text);
  put(at, slot(Event::object_created, ObjectId{id}, detail));
  return ObjectId{id};
}

void FileTrace::record(Event event, ObjectId object, std::uint64_t value) {
  if (object == kNoObject || !kSpecSteps.has(event)) return;
  if (event == Event::thread_started) current_thread().trace_id = object;
  const auto upper = static_cast<std::uint32_t>(value >> 32);
  if (upper == 0) [[likely]]
    return put(draw(1), slot(event, object, value));
  TraceFileSlot large = slot(event, object, value);
  large.event |= TraceFileSlot::kLarge;
  const std::uint64_t at = draw(2);
  put(at + 1, TraceFileUpperHalf{.value = upper});
  put(at, large);
}

}  // namespace interleave::daemon
