#include "model/trace/trace_file.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <utility>

#include "model/trace/trace_blocks.h"

namespace interleave {
namespace {

std::string wrong_header(std::span<const std::byte> bytes) {
  TraceFileHeader header;
  if (bytes.size() < sizeof header) return "it is too short for a trace";
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != TraceFileHeader::kMagic) return "it is no trace";
  if (header.version != TraceFileHeader::kVersion) {
    return "its version is " + std::to_string(header.version) + "; this program reads version " +
           std::to_string(TraceFileHeader::kVersion);
  }
  if (header.block_slots != TraceFileBlock::kSlots || header.blocks == 0) {
    return "its header is damaged";
  }
  const std::uint64_t room =
      (bytes.size() - sizeof header) / (TraceFileBlock::kSlots * sizeof(TraceFileSlot));
  if (room >= header.blocks) return {};
  return "it is cut short: " + std::to_string(header.blocks) +
         " blocks are said to be there, and " + std::to_string(room) + " are";
}

class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : blocks_(bytes) {}

  std::variant<TraceFile, std::string> read() {
    if (std::string problem = blocks_.sort(places_); !problem.empty()) return problem;
    if (std::string problem = survey(); !problem.empty()) return problem;
    for (const auto& [thread, places] : places_) threads_.try_emplace(thread, blocks_, places);
    std::uint32_t expected = 1;
    for (const Turn& turn : turns_) {
      if (turn.number < expected) {
        return "it is damaged: two threads have turn " + std::to_string(turn.number);
      }
      if (turn.number > expected) {
        if (!drained_) break;
        return "it is damaged: turn " + std::to_string(expected) + " is missing";
      }
      ++expected;
      if (std::string problem = read_turn(turn); !problem.empty()) return problem;
    }
    if (file_.lines.empty()) return "it has no record";
    file_.left_out = records_ - file_.lines.size();
    return std::move(file_);
  }

 private:
  struct Turn {
    std::uint32_t number;
    std::uint32_t thread;
  };

  // Reads all threads for their turns, or says what is wrong.
  std::string survey() {
    for (const auto& [id, places] : places_) {
      std::uint32_t last = blocks_.block(places.front()).turn;
      turns_.push_back({last, id});
      TraceThread thread(blocks_, places);
      for (; thread.has_record(); thread.next()) {
        ++records_;
        if (thread.turn() != last) turns_.push_back({thread.turn(), id});
        last = thread.turn();
        drained_ =
            drained_ || (thread.record().event() == Event::stopped && thread.record().value == 0);
      }
      if (!thread.problem().empty()) return thread.problem();
    }
    std::ranges::sort(turns_, {}, &Turn::number);
    return {};
  }

  std::string read_turn(const Turn& turn) {
    TraceThread& thread = threads_.at(turn.thread);
    for (; thread.has_record() && thread.turn() == turn.number; thread.next()) {
      if (std::string problem = add(thread.record(), turn.thread); !problem.empty()) {
        return "record " + std::to_string(file_.lines.size() + 1) + " is damaged: " + problem;
      }
    }
    return {};
  }

  // What is wrong with the record; nothing, when it is taken.
  std::string add(const TraceThread::Record& record, std::uint32_t thread) {
    TraceFile::Line line;
    line.record.step = file_.lines.size() + 1;
    line.record.event = record.event();
    line.record.value = record.value;
    line.record.thread = known(thread).value_or(kNoObject);
    if (line.record.event == Event::object_created) return create(line, record);
    const std::optional<ObjectId> object = known(record.slot.object);
    if (!object) return "its object was never made";
    line.record.object = *object;
    file_.lines.push_back(line);
    return {};
  }

  std::string create(TraceFile::Line line, const TraceThread::Record& record) {
    const TraceFileName& name = record.name;
    if (name.kind == 0 || name.kind >= static_cast<std::uint8_t>(ObjectKind::count_)) {
      return "there is no kind " + std::to_string(name.kind);
    }
    const ObjectId id{static_cast<std::uint32_t>(ids_.size() + 1)};
    if (!ids_.emplace(record.slot.object, id).second) return "its object is made twice";
    line.kind = static_cast<ObjectKind>(name.kind);
    // A condition's detail is its mutex.
    if (line.kind == ObjectKind::condvar) {
      const std::optional<ObjectId> mutex = known(record.slot.value);
      if (!mutex) return "its mutex was never made";
      line.record.value = static_cast<std::uint64_t>(*mutex);
    }
    // A name ends where its zeros begin.
    const std::string text(name.base.begin(), std::ranges::find(name.base, '\0'));
    line.name = {file_.names.emplace_back(text).c_str(), name.name};
    line.record.object = id;
    file_.lines.push_back(line);
    return {};
  }

  [[nodiscard]] std::optional<ObjectId> known(std::uint32_t object) const {
    if (object == 0) return kNoObject;
    const auto found = ids_.find(object);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
  }

  const TraceBlocks blocks_;
  std::map<std::uint32_t, std::vector<std::uint64_t>> places_;
  std::map<std::uint32_t, TraceThread> threads_;
  std::vector<Turn> turns_;
  std::uint64_t records_ = 0;
  bool drained_ = false;  // the daemon has come to its orderly end
  std::map<std::uint32_t, ObjectId> ids_;
  TraceFile file_;
};

}  // namespace

std::variant<TraceFile, std::string> read_trace_file(std::span<const std::byte> bytes) {
  if (std::string problem = wrong_header(bytes); !problem.empty()) return problem;
  return Reader(bytes).read();
}

}  // namespace interleave
