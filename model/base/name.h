// Stable names for threads, locks and other objects: a literal and a number ("worker", 3).
#ifndef INTERLEAVE_MODEL_BASE_NAME_H_
#define INTERLEAVE_MODEL_BASE_NAME_H_

#include <cstdint>
#include <string>

namespace interleave {

// A name that costs nothing to make or copy and is the same in every run and every build. `base`
// must outlive every user of the name: use a literal. `number` 0 means "there is only one".
struct Name {
  const char* base = "";
  std::uint32_t number = 0;

  // "worker.3", or "server" when the number is 0.
  [[nodiscard]] std::string text() const {
    return number == 0 ? std::string(base) : std::string(base) + "." + std::to_string(number);
  }
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_BASE_NAME_H_
