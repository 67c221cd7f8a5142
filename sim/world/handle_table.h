// Simulated handles: small numbers, reused lowest first, as descriptors are.
#ifndef INTERLEAVE_SIM_WORLD_HANDLE_TABLE_H_
#define INTERLEAVE_SIM_WORLD_HANDLE_TABLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "model/seam/handle.h"
#include "model/trace/event.h"
#include "sim/engine/object_pool.h"

namespace interleave::sim {

class SimPoller;

// What stands behind a handle.
class HandleSource {
 public:
  [[nodiscard]] virtual Readiness readiness() const = 0;
  // What readiness depends on: every operation that changes it is on this object, or touches it.
  [[nodiscard]] virtual ObjectId object() const = 0;
  // For reports: "stream client.2, 5 bytes to read".
  [[nodiscard]] virtual std::string describe() const = 0;

 protected:
  ~HandleSource() = default;
};

class HandleTable {
 public:
  // The lowest number that a program's own handle has: below are the standard streams.
  static constexpr std::size_t kLowest = 3;

  struct Entry {
    const HandleSource* source = nullptr;  // null: the number is free
    SimPoller* poller = nullptr;           // who watches it
    Readiness interest;
  };

  void clear();
  // A handle for `source`, which stays until close.
  Handle open(const HandleSource& source);
  // Nobody watches it any more.
  void close(Handle handle);
  // Its readiness may have become more: wakes whoever waits for that.
  void changed(Handle handle);

  // Null where no handle of this number is open.
  [[nodiscard]] Entry* find(Handle handle);
  // By index: numbers from kLowest upwards.
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] Entry& at(std::size_t index) { return entries_[index]; }
  [[nodiscard]] const Entry& at(std::size_t index) const { return entries_[index]; }
  static Handle handle_at(std::size_t index) { return Handle(static_cast<int>(index + kLowest)); }
  [[nodiscard]] std::size_t open_count() const { return open_count_; }

 private:
  std::vector<Entry> entries_;
  std::size_t open_count_ = 0;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_HANDLE_TABLE_H_
