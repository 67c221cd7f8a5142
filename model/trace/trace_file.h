// A trace in a file, as the deployed daemon writes it (interleaved --trace) and `interleave
// check-trace` reads it.
#ifndef INTERLEAVE_MODEL_TRACE_TRACE_FILE_H_
#define INTERLEAVE_MODEL_TRACE_TRACE_FILE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "model/base/name.h"
#include "model/trace/record.h"

namespace interleave {

// The file: a header, then a ring of slots of 16 bytes, in the byte order of the machine. Slots are
// numbered from 0 in the order in which they were taken; slot n is at place n modulo the number of
// places, and carries trace_file_number(n), which is written last: 0 is one that was never used. A
// record takes one slot; it takes two when its value is large, and a new object takes three, for
// its kind and its name. The first of them is written last.
//
// The order is sound: a record's number is drawn, from one counter, at the moment of the record, so
// of two records that are ordered by a thread or by a lock, the earlier has the smaller number. A
// lock's acquisition is recorded when it is held, and its release before it is given up.

struct TraceFileHeader {
  static constexpr std::array<char, 16> kMagic = {'i', 'n', 't', 'e', 'r', 'l', 'e', 'a',
                                                  'v', 'e', ' ', 't', 'r', 'a', 'c', 'e'};
  static constexpr std::uint32_t kVersion = 2;

  std::array<char, 16> magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t slot_bytes = 16;
  std::uint64_t slots = 0;  // a power of two
  std::array<std::uint64_t, 4> reserved{};
};
static_assert(sizeof(TraceFileHeader) == 64 && std::is_trivially_copyable_v<TraceFileHeader>);

// The number that the slot carries: one more, so that 0 is none. Beyond 2^31 the highest bit stays
// set: what comes then is never taken for a beginning.
constexpr std::uint32_t trace_file_number(std::uint64_t slot) {
  constexpr std::uint64_t kBeyond = std::uint64_t{1} << 31;
  return static_cast<std::uint32_t>(slot + 1 < kBeyond ? slot + 1 : (slot + 1) | kBeyond);
}

struct TraceFileSlot {
  // Set in `event` when the upper half of the value is in the next slot.
  static constexpr std::uint32_t kLarge = 0x80;
  // Identities of threads are below this; there are more objects only in a ring that has gone
  // round.
  static constexpr std::uint32_t kThreads = 1 << 24;

  std::uint32_t number = 0;
  std::uint32_t object = 0;
  std::uint32_t value = 0;
  std::uint32_t event : 8 = 0;
  std::uint32_t thread : 24 = 0;
};
struct TraceFileUpperHalf {
  std::uint32_t number = 0;
  std::uint32_t value = 0;
  std::uint64_t unused = 0;
};
// Of a new object, in this order. The name ends with zeros, and is cut where it is longer.
struct TraceFileName {
  std::uint32_t number = 0;
  std::uint32_t name = 0;  // the name's number
  std::uint8_t kind = 0;
  std::array<char, 7> base{};
};
struct TraceFileNameEnd {
  std::uint32_t number = 0;
  std::array<char, 12> base{};
};
static_assert(sizeof(TraceFileSlot) == 16 && sizeof(TraceFileUpperHalf) == 16 &&
              sizeof(TraceFileName) == 16 && sizeof(TraceFileNameEnd) == 16);

// What a file holds. Objects have new identities, in the order in which they were made; the steps
// count from 1, and time is left out.
struct TraceFile {
  struct Line {
    Record record;
    ObjectKind kind = ObjectKind::none;  // of a new object, as its name
    Name name;
  };
  std::vector<Line> lines;
  std::deque<std::string> names;  // of the lines
};

// Reads a file's bytes, or says in one line what is wrong with them: no such file, cut short, gone
// round (the beginning is overwritten), a record that nobody can have made.
std::variant<TraceFile, std::string> read_trace_file(std::span<const std::byte> bytes);

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_TRACE_TRACE_FILE_H_
