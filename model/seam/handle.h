// What the event loop watches, and how it is said.
#ifndef INTERLEAVE_MODEL_SEAM_HANDLE_H_
#define INTERLEAVE_MODEL_SEAM_HANDLE_H_

#include <cstdint>

namespace interleave {

// Something that can become ready: a file descriptor in the real world, a small number that is
// reused lowest-first in the simulated one.
enum class Handle : std::int32_t { none = -1 };

// A set of conditions: what is asked for (interest), or what is the case (readiness).
class Readiness {
 public:
  constexpr Readiness() = default;

  static constexpr Readiness read() { return Readiness(1); }    // read or accept would not block
  static constexpr Readiness write() { return Readiness(2); }   // write would not block
  static constexpr Readiness hangup() { return Readiness(4); }  // the peer is gone, or an error

  [[nodiscard]] constexpr bool readable() const { return (bits_ & 1) != 0; }
  [[nodiscard]] constexpr bool writable() const { return (bits_ & 2) != 0; }
  [[nodiscard]] constexpr bool hung_up() const { return (bits_ & 4) != 0; }
  [[nodiscard]] constexpr bool any() const { return bits_ != 0; }
  [[nodiscard]] constexpr std::uint8_t bits() const { return bits_; }

  constexpr Readiness operator|(Readiness other) const { return Readiness(bits_ | other.bits_); }
  constexpr Readiness operator&(Readiness other) const { return Readiness(bits_ & other.bits_); }
  constexpr bool operator==(const Readiness&) const = default;

 private:
  constexpr explicit Readiness(int bits) : bits_(static_cast<std::uint8_t>(bits)) {}
  std::uint8_t bits_ = 0;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_SEAM_HANDLE_H_
