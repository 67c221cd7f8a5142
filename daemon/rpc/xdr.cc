#include "daemon/rpc/xdr.h"

#include <algorithm>
#include <array>

namespace interleave::rpc {

std::string XdrError::text() const {
  constexpr std::string_view kReasons[] = {"truncated ", "over-limit ", "too large ", "unknown "};
  std::string text(kReasons[static_cast<std::size_t>(reason)]);
  text += kind;
  text += " at byte ";
  text += std::to_string(offset);
  return text;
}

void XdrDecoder::fail(XdrError::Reason reason, std::string_view kind, std::size_t start) {
  if (!error_) error_ = XdrError{.reason = reason, .kind = kind, .offset = start};
}

std::span<const std::byte> XdrDecoder::take(std::string_view kind, std::size_t size,
                                            std::size_t start) {
  if (!ok()) return {};
  if (from_.size() - offset_ < size) {
    fail(XdrError::Reason::truncated, kind, start);
    return {};
  }
  const std::span<const std::byte> taken = from_.subspan(offset_, size);
  offset_ += size;
  return taken;
}

std::uint32_t XdrDecoder::word() {
  std::uint32_t value = 0;
  for (const std::byte byte : take("word", kXdrUnit, offset_)) {
    value = value << 8 | std::to_integer<std::uint32_t>(byte);
  }
  return value;
}

std::uint64_t XdrDecoder::hyper() {
  std::uint64_t value = 0;
  for (const std::byte byte : take("hyper", 2 * kXdrUnit, offset_)) {
    value = value << 8 | std::to_integer<std::uint64_t>(byte);
  }
  return value;
}

void XdrDecoder::opaque(std::span<std::byte> into) {
  const std::size_t padded = into.size() + xdr_padding(into.size());
  const std::span<const std::byte> bytes = take("opaque", padded, offset_);
  if (!bytes.empty()) std::ranges::copy(bytes.first(into.size()), into.begin());
}

std::size_t XdrDecoder::count(std::string_view kind, std::size_t limit) {
  const std::size_t start = offset_;
  const std::size_t value = word();
  if (ok() && value > limit) fail(XdrError::Reason::over_limit, kind, start);
  return ok() ? value : 0;
}

// The padding's bytes ought to be zero; peers do not check, and they mean nothing.
std::span<const std::byte> XdrDecoder::counted_bytes(std::string_view kind, std::size_t limit) {
  const std::size_t start = offset_;
  const std::size_t size = count(kind, limit);
  const std::span<const std::byte> padded = take(kind, size + xdr_padding(size), start);
  return padded.empty() ? padded : padded.first(size);
}

std::size_t XdrDecoder::list_count(std::size_t limit, std::size_t element_size) {
  const std::size_t start = offset_;
  const std::size_t value = count("list", limit);
  if ((from_.size() - offset_) / element_size >= value) return value;
  fail(XdrError::Reason::truncated, "list", start);
  return 0;
}

bool XdrEncoder::room(std::string_view kind, std::size_t size) {
  if (!ok()) return false;
  if (most_ - into_.size() >= size) return true;
  error_ = XdrError{.reason = XdrError::Reason::too_large, .kind = kind, .offset = into_.size()};
  return false;
}

void XdrEncoder::word(std::uint32_t value) {
  if (!room("word", kXdrUnit)) return;
  const std::array<std::byte, kXdrUnit> bytes = {
      static_cast<std::byte>(value >> 24), static_cast<std::byte>(value >> 16),
      static_cast<std::byte>(value >> 8), static_cast<std::byte>(value)};
  into_.insert(into_.end(), bytes.begin(), bytes.end());
}

void XdrEncoder::hyper(std::uint64_t value) {
  if (!room("hyper", 2 * kXdrUnit)) return;
  word(static_cast<std::uint32_t>(value >> 32));
  word(static_cast<std::uint32_t>(value));
}

void XdrEncoder::opaque(std::string_view kind, std::span<const std::byte> bytes) {
  const std::size_t padding = xdr_padding(bytes.size());
  if (!room(kind, bytes.size() + padding)) return;
  into_.insert(into_.end(), bytes.begin(), bytes.end());
  into_.insert(into_.end(), padding, std::byte{0});
}

void XdrEncoder::count(std::string_view kind, std::size_t limit, std::size_t value) {
  if (!ok()) return;
  if (value > limit) {
    error_ = XdrError{.reason = XdrError::Reason::over_limit, .kind = kind, .offset = into_.size()};
    return;
  }
  word(static_cast<std::uint32_t>(value));
}

}  // namespace interleave::rpc
