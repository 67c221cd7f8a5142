// A simulated open file: a number that tells it from others, and a life that is counted.
#ifndef INTERLEAVE_SIM_WORLD_SIM_FILE_H_
#define INTERLEAVE_SIM_WORLD_SIM_FILE_H_

#include <cstdint>

#include "model/seam/open_file.h"
#include "sim/engine/engine.h"

namespace interleave::sim {

// An object of kind file in the trace. Closing it is no point: nobody can see it.
class SimFile final : public OpenFile, public Pooled {
 public:
  SimFile(Engine& engine, std::uint32_t number)
      : engine_(engine),
        number_(number),
        id_(engine.create(ObjectKind::file, Name{"file", number}, 0)) {}
  ~SimFile() override {
    if (engine_.running()) engine_.record(Event::object_destroyed, id_, 0);
  }

  [[nodiscard]] int number() const override { return static_cast<int>(number_); }

 private:
  Engine& engine_;
  const std::uint32_t number_;
  const ObjectId id_;
};

inline FileRef make_file(Engine& engine, std::uint32_t number) {
  return FileRef(new (engine.pool()) SimFile(engine, number));
}

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SIM_FILE_H_
