// The records of one thread in a trace's file, as its blocks have them one after the other.
#ifndef INTERLEAVE_MODEL_TRACE_TRACE_BLOCKS_H_
#define INTERLEAVE_MODEL_TRACE_TRACE_BLOCKS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "model/trace/trace_file.h"

namespace interleave {

// The blocks of a file whose header is good. The bytes must outlive it.
class TraceBlocks {
 public:
  explicit TraceBlocks(std::span<const std::byte> bytes);

  [[nodiscard]] std::uint64_t size() const { return blocks_; }
  [[nodiscard]] TraceFileBlock block(std::uint64_t place) const {
    return take<TraceFileBlock>(place, 0);
  }
  template <class T>
  [[nodiscard]] T take(std::uint64_t place, std::uint32_t slot) const {
    T value;
    const std::uint64_t slots = place * TraceFileBlock::kSlots + slot;
    std::memcpy(&value, bytes_.data() + sizeof(TraceFileHeader) + slots * sizeof(TraceFileSlot),
                sizeof value);
    return value;
  }

  // The places of each thread's blocks, in the order in which it has filled them; or what is wrong.
  std::string sort(std::map<std::uint32_t, std::vector<std::uint64_t>>& places) const;

 private:
  [[nodiscard]] std::string round() const;

  const std::span<const std::byte> bytes_;
  const std::uint64_t blocks_;
};

// Reads a thread's records one by one. They end where nothing is written yet, or where something is
// wrong.
class TraceThread {
 public:
  struct Record {
    TraceFileSlot slot;
    std::uint64_t value = 0;  // its own
    TraceFileName name;       // of a new object
    [[nodiscard]] Event event() const {
      return static_cast<Event>(slot.event & ~(TraceFileSlot::kTurn | TraceFileSlot::kLarge));
    }
  };

  TraceThread(const TraceBlocks& file, std::span<const std::uint64_t> places);

  // Whether there is a record, and it, until the next call of `next`; the turn it belongs to.
  [[nodiscard]] bool has_record() const { return has_record_; }
  [[nodiscard]] const Record& record() const { return record_; }
  [[nodiscard]] std::uint32_t turn() const { return turn_; }
  // What is wrong with what follows the last record; empty when nothing is.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  void next();

 private:
  bool enter_block();
  void read(TraceFileSlot slot);
  void fail(const std::string& what);

  const TraceBlocks& file_;
  const std::span<const std::uint64_t> places_;
  std::size_t entered_ = 0;  // blocks so far
  std::uint64_t place_ = 0;  // of the last of them
  std::uint32_t at_ = TraceFileBlock::kSlots;
  std::uint32_t turn_ = 0;
  bool has_record_ = false;
  Record record_;
  std::string problem_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_TRACE_TRACE_BLOCKS_H_
