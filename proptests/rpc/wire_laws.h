// What must hold for every wire type, and values of any wire type to try it with.
#ifndef INTERLEAVE_PROPTESTS_RPC_WIRE_LAWS_H_
#define INTERLEAVE_PROPTESTS_RPC_WIRE_LAWS_H_

#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <rapidcheck.h>

#include "daemon/rpc/codec.h"

namespace interleave::rpc {

template <class T>
T any_value();

// A value of the case with the given number.
template <class T, std::size_t Index = 0>
T any_case(std::size_t index) {
  if constexpr (Index + 1 < std::variant_size_v<T>) {
    if (index != Index) return any_case<T, Index + 1>(index);
  }
  return T(std::in_place_index<Index>, any_value<std::variant_alternative_t<Index, T>>());
}

// A value drawn by RapidCheck, for the body of a property.
template <class T>
T any_value() {
  if constexpr (std::is_same_v<T, std::byte>) {
    return static_cast<std::byte>(*rc::gen::arbitrary<std::uint8_t>());
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(*rc::gen::arbitrary<std::underlying_type_t<T>>());
  } else if constexpr (std::is_arithmetic_v<T>) {
    return *rc::gen::arbitrary<T>();
  } else if constexpr (codec_detail::is_string<T>) {
    return T(*rc::gen::string<std::string>());
  } else if constexpr (codec_detail::is_list<T>) {
    T list;
    for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
      list.push_back(any_value<typename T::value_type>());
    }
    return list;
  } else if constexpr (codec_detail::is_array<T>) {
    T array;
    for (auto& element : array) element = any_value<typename T::value_type>();
    return array;
  } else if constexpr (fields_detail::is_optional<T>) {
    if (*rc::gen::arbitrary<bool>()) return T(any_value<typename T::value_type>());
    return std::nullopt;
  } else if constexpr (codec_detail::is_variant<T>) {
    return any_case<T>(*rc::gen::inRange<std::size_t>(0, std::variant_size_v<T>));
  } else {
    T value;
    std::apply(
        [](auto&... field) {
          ((field = any_value<std::remove_reference_t<decltype(field)>>()), ...);
        },
        fields_of(value));
    return value;
  }
}

template <class T>
std::vector<std::byte> encoded(const T& value) {
  std::vector<std::byte> bytes;
  XdrEncoder encoder(bytes, std::size_t{64} << 20);
  encode(encoder, value);
  RC_ASSERT(encoder.ok());
  return bytes;
}

// Laid out, read and laid out again, a value gives the same bytes, which are whole units and no
// fewer than the type's least; bytes that follow are not looked at.
template <class T>
void law_round_trip() {
  std::vector<std::byte> bytes = encoded(any_value<T>());
  RC_ASSERT(bytes.size() % kXdrUnit == 0);
  RC_ASSERT(bytes.size() >= codec_detail::min_size<T>());
  T back;
  RC_ASSERT(!decode_body(bytes, back));
  RC_ASSERT(encoded(back) == bytes);

  std::vector<std::byte> longer = bytes;
  longer.resize(bytes.size() + static_cast<std::size_t>(*rc::gen::inRange(1, 9)), std::byte{0xa5});
  T again;
  RC_ASSERT(!decode_body(longer, again));
  RC_ASSERT(encoded(again) == bytes);
}

// A value that ends too early is an error, at a field that begins inside of it.
template <class T>
void law_truncation() {
  const std::vector<std::byte> bytes = encoded(any_value<T>());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    T value;
    const std::optional<XdrError> error = decode_body(std::span(bytes).first(size), value);
    RC_ASSERT(error.has_value());
    RC_ASSERT(error->reason == XdrError::Reason::truncated);
    RC_ASSERT(error->offset <= size);
    RC_ASSERT(!error->kind.empty());
  }
}

// Whatever the bytes are, reading ends, and what it gives can be sent again where it is no error.
template <class T>
void law_any_bytes() {
  const auto raw = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
  T value;
  if (!decode_body(std::as_bytes(std::span(raw)), value)) {
    RC_ASSERT(encoded(value).size() <= raw.size());
  }
}

// Tries all of them; false when one does not hold, which RapidCheck has then explained.
template <class T>
bool obeys_wire_laws() {
  return rc::check("round trip", law_round_trip<T>) && rc::check("truncation", law_truncation<T>) &&
         rc::check("any bytes", law_any_bytes<T>);
}

}  // namespace interleave::rpc

#endif  // INTERLEAVE_PROPTESTS_RPC_WIRE_LAWS_H_
