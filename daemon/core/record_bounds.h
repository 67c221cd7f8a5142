// Where the records of a layer begin and end.
#ifndef INTERLEAVE_DAEMON_CORE_RECORD_BOUNDS_H_
#define INTERLEAVE_DAEMON_CORE_RECORD_BOUNDS_H_

#include <cstddef>
#include <span>

namespace interleave::daemon {

// Counts through the bytes of one direction, from the first one on, for layers whose library does
// not tell: a record is a header, which ends with a length, big endian, and that many bytes. One
// thread at a time.
class RecordBounds {
 public:
  // `header` bytes, of which the last `length_bytes` are the length.
  constexpr RecordBounds(std::size_t header, std::size_t length_bytes)
      : header_(header), length_at_(header - length_bytes) {}

  // The next bytes, as many as there are.
  void pass(std::span<const std::byte> bytes);

  // Whether a record has begun and not ended.
  [[nodiscard]] bool is_within() const { return in_header_ > 0 || missing_ > 0; }

 private:
  // Constant.
  const std::size_t header_;
  const std::size_t length_at_;

  // Whoever passes bytes.
  std::size_t in_header_ = 0;  // bytes of a header that has begun
  std::size_t length_ = 0;     // what they have told of it so far
  std::size_t missing_ = 0;    // bytes after a header
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_RECORD_BOUNDS_H_
