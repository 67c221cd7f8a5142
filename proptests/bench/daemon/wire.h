// The few frames of libvirt's protocol that a load needs.
#ifndef INTERLEAVE_PROPTESTS_BENCH_DAEMON_WIRE_H_
#define INTERLEAVE_PROPTESTS_BENCH_DAEMON_WIRE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace interleave::bench {

inline constexpr std::size_t kHeaderBytes = 28;

enum class Procedure : std::uint32_t {
  open = 1,
  close = 2,
  auth_list = 66,
  get_lib_version = 157,
};

// A call, ready to be sent.
std::string call_frame(Procedure procedure, std::uint32_t serial, std::string_view body = {});

// The body of OPEN.
std::string open_body(std::string_view uri);

// The word at `offset` of a frame, which is long enough.
std::uint32_t word_at(std::string_view frame, std::size_t offset);

inline constexpr std::size_t kSerialOffset = 20;
inline constexpr std::size_t kStatusOffset = 24;

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_DAEMON_WIRE_H_
