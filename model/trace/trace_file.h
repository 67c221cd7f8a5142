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

// The file: a header, then a ring of blocks, in the byte order of the machine. A block is a number
// of slots of 8 bytes and belongs to one thread: a thread takes the next one when it has filled its
// own, so what it writes is its own line of the cache. Blocks are numbered from 1 in the order in
// which they were taken; block n is at place n - 1 modulo the number of places.
//
// A block's first two slots are its TraceFileBlock; records follow it. A record takes one slot; it
// takes two when its value is large, and a new object takes four, for its kind and its name. The
// first slot of each is written last, and is never 0: 0 is where nothing is written yet. A block
// that has less room than kLongest slots is full.
//
// The order of records of different threads is that of their turns. Each record belongs to the turn
// that its thread was in; turns are numbered from 1 by one counter, and no two threads have the
// same. A thread is in a new turn
//   - with its first block (whose TraceFileBlock says it);
//   - when it has acquired a lock that orders (Rank::server), or has it back after a wait. Two
//     numbers are drawn then: the first is the turn's, the second that of the turn in which it is
//     when it releases the lock, or waits;
//   - when it makes a thread, when it has joined one, and when it ends.
// Sorted by turns, and within one as they were written, records of one thread stay in their order;
// sections of one lock do not overlap, and stand as they were: a section's number is drawn while
// the lock is held, after those of all sections before. A client's lock is only taken with the
// server's held. A thread's records come after the record that it was made, and before the one that
// it was joined. A turn whose number is missing has not come into the file (the process was killed,
// or the file copied, at that moment); what its records may have led to has larger numbers.

struct TraceFileHeader {
  static constexpr std::array<char, 16> kMagic = {'i', 'n', 't', 'e', 'r', 'l', 'e', 'a',
                                                  'v', 'e', ' ', 't', 'r', 'a', 'c', 'e'};
  static constexpr std::uint32_t kVersion = 3;

  std::array<char, 16> magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t block_slots = 512;
  std::uint64_t blocks = 0;
  std::array<std::uint64_t, 4> reserved{};
};
static_assert(sizeof(TraceFileHeader) == 64 && std::is_trivially_copyable_v<TraceFileHeader>);

struct TraceFileBlock {
  static constexpr std::uint32_t kSlots = TraceFileHeader{}.block_slots;

  std::uint64_t number = 0;  // written last
  std::uint32_t thread = 0;  // a thread that has never said that it started has an identity too
  std::uint32_t turn = 0;    // in which the thread was when it took the block
};

struct TraceFileSlot {
  // The most slots that a record takes.
  static constexpr std::uint32_t kLongest = 4;
  // In `event`. With kTurn, `value` is the turn that the record begins, and kOne stands for the
  // record's own value, 0 or 1. Without it, the upper half of a value that is kLarge is in the next
  // slot.
  static constexpr std::uint32_t kTurn = 0x40;
  static constexpr std::uint32_t kOne = 0x80;
  static constexpr std::uint32_t kLarge = 0x80;
  // Identities are below this; there are more objects only in a ring that has gone round.
  static constexpr std::uint32_t kObjects = 1 << 24;

  std::uint32_t event : 8 = 0;
  std::uint32_t object : 24 = 0;
  std::uint32_t value = 0;
};
static_assert(static_cast<std::uint32_t>(Event::count_) <= TraceFileSlot::kTurn);

// Of a new object, after its first slot. The name ends with zeros, and is cut where it is longer.
struct TraceFileName {
  std::uint32_t name = 0;  // the name's number
  std::uint8_t kind = 0;
  std::array<char, 19> base{};
};
static_assert(sizeof(TraceFileBlock) == 16 && sizeof(TraceFileSlot) == 8 &&
              sizeof(TraceFileName) == (TraceFileSlot::kLongest - 1) * sizeof(TraceFileSlot));

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
  std::uint64_t left_out = 0;     // records at the end that come after a turn that is missing
};

// Reads a file's bytes, or says in one line what is wrong with them: no such file, cut short, gone
// round (the beginning is overwritten), a record that nobody can have made, a turn that is missing
// although the daemon has come to its orderly end.
std::variant<TraceFile, std::string> read_trace_file(std::span<const std::byte> bytes);

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_TRACE_TRACE_FILE_H_
