#include "model/trace/trace_file.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <optional>
#include <utility>

namespace interleave {
namespace {

template <class T>
T take(std::span<const std::byte> bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

std::string wrong_header(std::span<const std::byte> bytes) {
  if (bytes.size() < sizeof(TraceFileHeader)) return "it is too short for a trace";
  const auto header = take<TraceFileHeader>(bytes, 0);
  if (header.magic != TraceFileHeader::kMagic) return "it is no trace";
  if (header.version != TraceFileHeader::kVersion) {
    return "its version is " + std::to_string(header.version) + "; this program reads version " +
           std::to_string(TraceFileHeader::kVersion);
  }
  if (header.slot_bytes != sizeof(TraceFileSlot) || !std::has_single_bit(header.slots)) {
    return "its header is damaged";
  }
  const std::uint64_t room = (bytes.size() - sizeof header) / sizeof(TraceFileSlot);
  if (room >= header.slots) return {};
  return "it is cut short: " + std::to_string(header.slots) + " slots are said to be there, and " +
         std::to_string(room) + " are";
}

class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes)
      : bytes_(bytes), slots_(take<TraceFileHeader>(bytes, 0).slots) {}

  std::variant<TraceFile, std::string> read() {
    for (std::uint64_t at = 0; at < slots_; ++at) {
      const auto slot = take<TraceFileSlot>(bytes_, place(at));
      // The last ones may not be written yet where the daemon still runs, or was killed.
      if (slot.number == 0) break;
      if (slot.number > slots_) return round();
      if (slot.number != trace_file_number(at))
        return damaged(at, "its number is " + std::to_string(slot.number));
      if (std::string problem = read_slot(slot, at); !problem.empty()) return damaged(at, problem);
    }
    if (file_.lines.empty()) return "it has no record";
    return std::move(file_);
  }

 private:
  static std::size_t place(std::uint64_t slot) {
    return sizeof(TraceFileHeader) + slot * sizeof(TraceFileSlot);
  }
  static std::string damaged(std::uint64_t at, const std::string& what) {
    return "record " + std::to_string(at + 1) + " is damaged: " + what;
  }
  [[nodiscard]] std::string round() const {
    std::uint32_t last = 0;
    for (std::uint64_t at = 0; at < slots_; ++at) {
      last = std::max(last, take<TraceFileSlot>(bytes_, place(at)).number);
    }
    return "the ring has gone round: the first " + std::to_string(last - slots_) +
           " slots or more are overwritten, so where everybody stood is not known";
  }

  // The slot after `at`, which belongs to the same record.
  template <class Slot>
  std::optional<Slot> next(std::uint64_t& at) {
    if (++at >= slots_) return std::nullopt;
    const auto slot = take<Slot>(bytes_, place(at));
    return slot.number == trace_file_number(at) ? std::optional(slot) : std::nullopt;
  }

  // What is wrong with the slot, or with those after it that belong to it.
  std::string read_slot(const TraceFileSlot& slot, std::uint64_t& at) {
    const std::uint32_t event = slot.event & ~TraceFileSlot::kLarge;
    if (event == 0 || event >= static_cast<std::uint32_t>(Event::count_)) {
      return "there is no event " + std::to_string(slot.event);
    }
    TraceFile::Line line;
    line.record.step = file_.lines.size() + 1;
    line.record.event = static_cast<Event>(event);
    line.record.value = slot.value;
    if (event != slot.event) {
      const auto upper = next<TraceFileUpperHalf>(at);
      if (!upper) return "half of its value is missing";
      line.record.value |= std::uint64_t{upper->value} << 32;
    }
    if (line.record.event == Event::object_created) return create(std::move(line), slot, at);
    const std::optional<ObjectId> object = known(slot.object);
    const std::optional<ObjectId> thread = known(slot.thread);
    if (!object || !thread) return "its object or its thread was never made";
    line.record.object = *object;
    line.record.thread = *thread;
    file_.lines.push_back(line);
    return {};
  }

  std::string create(TraceFile::Line line, const TraceFileSlot& slot, std::uint64_t& at) {
    const auto name = next<TraceFileName>(at);
    const auto end = next<TraceFileNameEnd>(at);
    if (!name || !end) return "its name is missing";
    if (name->kind == 0 || name->kind >= static_cast<std::uint8_t>(ObjectKind::count_)) {
      return "there is no kind " + std::to_string(name->kind);
    }
    const ObjectId id{static_cast<std::uint32_t>(ids_.size() + 1)};
    if (!ids_.emplace(slot.object, id).second) return "its object is made twice";
    line.kind = static_cast<ObjectKind>(name->kind);
    // A condition's detail is its mutex.
    if (line.kind == ObjectKind::condvar) {
      const std::optional<ObjectId> mutex = known(slot.value);
      if (!mutex) return "its mutex was never made";
      line.record.value = static_cast<std::uint64_t>(*mutex);
    }
    std::string text(name->base.begin(), name->base.end());
    text.append(end->base.begin(), end->base.end());
    // A name ends where its zeros begin.
    line.name = {file_.names.emplace_back(text.c_str()).c_str(), name->name};
    line.record.object = id;
    line.record.thread = known(slot.thread).value_or(kNoObject);
    file_.lines.push_back(line);
    return {};
  }

  [[nodiscard]] std::optional<ObjectId> known(std::uint32_t object) const {
    if (object == 0) return kNoObject;
    const auto found = ids_.find(object);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
  }

  const std::span<const std::byte> bytes_;
  const std::uint64_t slots_;
  std::map<std::uint32_t, ObjectId> ids_;
  TraceFile file_;
};

}  // namespace

std::variant<TraceFile, std::string> read_trace_file(std::span<const std::byte> bytes) {
  if (std::string problem = wrong_header(bytes); !problem.empty()) return problem;
  return Reader(bytes).read();
}

}  // namespace interleave
