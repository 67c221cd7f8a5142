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

// The file: a header, then a ring of slots of 32 bytes, in the byte order of the machine. Records
// are numbered from 0 in the order in which they were made; record n is in slot n modulo the
// number of slots, and carries n + 1, which is written last: 0 is a slot that was never used. A new
// object takes two slots, the second of which holds its name.
//
// The order is sound: a record's number is drawn, from one counter, at the moment of the record, so
// of two records that are ordered by a thread or by a lock, the earlier has the smaller number. A
// lock's acquisition is recorded when it is held, and its release before it is given up.

struct TraceFileHeader {
  static constexpr std::array<char, 16> kMagic = {'i', 'n', 't', 'e', 'r', 'l', 'e', 'a',
                                                  'v', 'e', ' ', 't', 'r', 'a', 'c', 'e'};
  static constexpr std::uint32_t kVersion = 1;

  std::array<char, 16> magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t slot_bytes = 32;
  std::uint64_t slots = 0;  // a power of two
  std::array<std::uint64_t, 4> reserved{};
};
static_assert(sizeof(TraceFileHeader) == 64 && std::is_trivially_copyable_v<TraceFileHeader>);

struct TraceFileSlot {
  std::uint64_t number = 0;  // of the record, and one more
  std::uint64_t value = 0;
  std::uint32_t thread = 0;
  std::uint32_t object = 0;
  std::uint8_t event = 0;
  std::uint8_t kind = 0;  // of a new object
  std::uint16_t unused = 0;
  std::uint32_t name = 0;  // the number of a new object's name
};
struct TraceFileName {
  std::uint64_t number = 0;
  std::array<char, 24> base{};  // ends with zeros; cut where it is longer
};
static_assert(sizeof(TraceFileSlot) == 32 && sizeof(TraceFileName) == 32);

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
