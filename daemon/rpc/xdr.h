// XDR (RFC 4506), the untyped half: words, counted bytes and padding, with every bound checked.
#ifndef INTERLEAVE_DAEMON_RPC_XDR_H_
#define INTERLEAVE_DAEMON_RPC_XDR_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::rpc {

// Everything on the wire fills up to a multiple of this.
inline constexpr std::size_t kXdrUnit = 4;

// Bytes that follow `size` bytes so that the whole is a multiple of the unit.
constexpr std::size_t xdr_padding(std::size_t size) {
  return (kXdrUnit - size % kXdrUnit) % kXdrUnit;
}

// Why bytes are not a value, or a value cannot be sent.
struct XdrError {
  enum class Reason : std::uint8_t {
    truncated,   // the bytes end inside the field
    over_limit,  // the field's count is above its limit
    too_large,   // the value does not fit into a frame
    unknown,     // the number of a union's case that it does not have
  };
  Reason reason = Reason::truncated;
  std::string_view kind;   // of the field: "word", "hyper", "opaque", "string", "list" or "union"
  std::size_t offset = 0;  // of the field's first byte

  bool operator==(const XdrError&) const = default;
  // "truncated string at byte 12"
  [[nodiscard]] std::string text() const;
};

// Reads values one after another from bytes that it does not own. The first error stays; all that
// is read after it is zero, without an allocation.
class XdrDecoder {
 public:
  explicit XdrDecoder(std::span<const std::byte> from) : from_(from) {}

  std::uint32_t word();
  std::uint64_t hyper();
  // `into.size()` bytes and their padding.
  void opaque(std::span<std::byte> into);
  // A count, its bytes (at most `limit`) and their padding; `kind` for the error.
  std::span<const std::byte> counted_bytes(std::string_view kind, std::size_t limit);
  // The count of a list: at most `limit`, and so that the bytes left can hold as many elements of
  // at least `element_size` bytes. 0 where there is an error.
  std::size_t list_count(std::size_t limit, std::size_t element_size);

  // The word just read numbers a case that the union does not have.
  void refuse_case() { fail(XdrError::Reason::unknown, "union", offset_ - kXdrUnit); }

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  [[nodiscard]] const std::optional<XdrError>& error() const { return error_; }
  [[nodiscard]] std::size_t offset() const { return offset_; }

 private:
  // The next `size` bytes, empty where they are not there; of a field that begins at `start`.
  std::span<const std::byte> take(std::string_view kind, std::size_t size, std::size_t start);
  std::size_t count(std::string_view kind, std::size_t limit);
  void fail(XdrError::Reason reason, std::string_view kind, std::size_t start);

  std::span<const std::byte> from_;
  std::size_t offset_ = 0;
  std::optional<XdrError> error_;
};

// Appends values to a buffer that it does not own. The first error stays, and what follows is not
// written. `most` bounds the size of the buffer.
class XdrEncoder {
 public:
  XdrEncoder(std::vector<std::byte>& into, std::size_t most) : into_(into), most_(most) {}

  void word(std::uint32_t value);
  void hyper(std::uint64_t value);
  // The bytes and their padding; `kind` for the error.
  void opaque(std::string_view kind, std::span<const std::byte> bytes);
  // The count of what the caller writes next.
  void count(std::string_view kind, std::size_t limit, std::size_t value);

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  [[nodiscard]] const std::optional<XdrError>& error() const { return error_; }

 private:
  bool room(std::string_view kind, std::size_t size);

  std::vector<std::byte>& into_;
  const std::size_t most_;
  std::optional<XdrError> error_;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_XDR_H_
