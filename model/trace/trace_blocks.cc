#include "model/trace/trace_blocks.h"

#include <algorithm>

namespace interleave {

TraceBlocks::TraceBlocks(std::span<const std::byte> bytes)
    : bytes_(bytes), blocks_([bytes] {
        TraceFileHeader header;
        std::memcpy(&header, bytes.data(), sizeof header);
        return header.blocks;
      }()) {}

std::string TraceBlocks::sort(std::map<std::uint32_t, std::vector<std::uint64_t>>& places) const {
  for (std::uint64_t place = 0; place < blocks_; ++place) {
    const TraceFileBlock here = block(place);
    // Taken later than others, and not yet written where the daemon still runs, or was killed.
    if (here.number == 0) continue;
    if (here.number > blocks_) return round();
    if (here.number != place + 1 || here.thread == 0 || here.turn == 0) {
      return "block " + std::to_string(place + 1) + " is damaged: it is number " +
             std::to_string(here.number) + ", of thread " + std::to_string(here.thread) +
             " in turn " + std::to_string(here.turn);
    }
    places[here.thread].push_back(place);
  }
  return {};
}

std::string TraceBlocks::round() const {
  std::uint64_t last = 0;
  for (std::uint64_t place = 0; place < blocks_; ++place) {
    last = std::max(last, block(place).number);
  }
  return "the ring has gone round: the first " + std::to_string(last - blocks_) + " blocks of " +
         std::to_string(TraceFileBlock::kSlots) +
         " slots or more are overwritten, so where everybody stood is not known";
}

TraceThread::TraceThread(const TraceBlocks& file, std::span<const std::uint64_t> places)
    : file_(file), places_(places) {
  next();
}

void TraceThread::next() {
  has_record_ = false;
  if (at_ + TraceFileSlot::kLongest > TraceFileBlock::kSlots && !enter_block()) return;
  const auto slot = file_.take<TraceFileSlot>(place_, at_);
  if (slot.event == 0 && slot.object == 0 && slot.value == 0) return;
  read(slot);
}

bool TraceThread::enter_block() {
  if (entered_ == places_.size()) return false;
  const std::uint64_t place = places_[entered_];
  const std::uint32_t turn = file_.block(place).turn;
  if (entered_ > 0 && turn != turn_) {
    fail("its thread was in turn " + std::to_string(turn_) + " before, not " +
         std::to_string(turn));
    return false;
  }
  ++entered_;
  place_ = place;
  at_ = sizeof(TraceFileBlock) / sizeof(TraceFileSlot);
  turn_ = turn;
  return true;
}

void TraceThread::read(TraceFileSlot slot) {
  record_ = {.slot = slot, .value = slot.value, .name = {}};
  if (record_.event() == Event::none || record_.event() >= Event::count_) {
    return fail("there is no event " + std::to_string(slot.event));
  }
  std::uint32_t slots = 1;
  if ((slot.event & TraceFileSlot::kTurn) != 0) {
    if (slot.value <= turn_) {
      return fail("turn " + std::to_string(slot.value) + " comes after " + std::to_string(turn_));
    }
    turn_ = slot.value;
    record_.value = (slot.event & TraceFileSlot::kOne) != 0 ? 1 : 0;
  } else if ((slot.event & TraceFileSlot::kLarge) != 0) {
    slots = 2;
    record_.value |= file_.take<std::uint64_t>(place_, at_ + 1) << 32;
  }
  if (record_.event() == Event::object_created) {
    slots = TraceFileSlot::kLongest;
    record_.name = file_.take<TraceFileName>(place_, at_ + 1);
  }
  at_ += slots;
  has_record_ = true;
}

void TraceThread::fail(const std::string& what) {
  problem_ = "block " + std::to_string(place_ + 1) + ", slot " + std::to_string(at_) +
             " is damaged: " + what;
}

}  // namespace interleave
