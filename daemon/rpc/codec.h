// XDR, the typed half: how each C++ type that may stand in a wire type is laid out.
//
//   bool, integers up to 32 bits, enumerations   one word, signed ones sign-extended
//   64-bit integers, double                      two words
//   std::array<T, N>                             N elements (so int8_t[32] is 32 words)
//   std::array<std::byte, N>                     N bytes, padded
//   Limited<std::string, N>, Opaque<N>           count, bytes, padding
//   Limited<std::vector<T>, N>                   count, elements
//   std::optional<T>                             word 0 or 1, value
//   std::variant<T...>                           the number of the case, from 1; its value
//   an aggregate                                 its fields in order
#ifndef INTERLEAVE_DAEMON_RPC_CODEC_H_
#define INTERLEAVE_DAEMON_RPC_CODEC_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/rpc/fields.h"
#include "daemon/rpc/limited.h"
#include "daemon/rpc/xdr.h"

namespace interleave::rpc {

namespace codec_detail {

template <class T>
concept Word = std::is_enum_v<T> || (std::is_integral_v<T> && sizeof(T) <= 4);
template <class T>
concept Hyper = std::is_integral_v<T> && sizeof(T) == 8;

template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t N>
inline constexpr bool is_array<std::array<T, N>> = true;

template <class T>
inline constexpr bool is_string = false;
template <std::size_t N>
inline constexpr bool is_string<Limited<std::string, N>> = true;

template <class T>
inline constexpr bool is_list = false;
template <class T, std::size_t N>
inline constexpr bool is_list<Limited<std::vector<T>, N>> = true;

template <class T>
inline constexpr bool is_bytes = false;
template <std::size_t N>
inline constexpr bool is_bytes<std::array<std::byte, N>> = true;
template <std::size_t N>
inline constexpr bool is_bytes<Limited<std::vector<std::byte>, N>> = true;

template <class T>
inline constexpr bool is_variant = false;
template <class... Case>
inline constexpr bool is_variant<std::variant<Case...>> = true;

// The fewest bytes that a value of the type takes.
template <class T>
consteval std::size_t min_size();

template <class... Case>
consteval std::size_t min_size_of_any(std::variant<Case...>*) {
  return std::min({min_size<Case>()...});
}

template <class... Field>
consteval std::size_t min_size_of_all(std::tuple<Field&...>*) {
  return (std::size_t{0} + ... + min_size<Field>());
}

template <class T>
consteval std::size_t min_size() {
  if constexpr (Hyper<T> || std::is_same_v<T, double>) {
    return 2 * kXdrUnit;
  } else if constexpr (is_bytes<T> && is_array<T>) {
    return std::tuple_size_v<T> + xdr_padding(std::tuple_size_v<T>);
  } else if constexpr (is_array<T>) {
    return std::tuple_size_v<T> * min_size<typename T::value_type>();
  } else if constexpr (is_variant<T>) {
    return kXdrUnit + min_size_of_any(static_cast<T*>(nullptr));
  } else if constexpr (Word<T> || is_string<T> || is_list<T> || fields_detail::is_optional<T>) {
    return kXdrUnit;
  } else {
    using Fields = decltype(fields_of(std::declval<T&>()));
    return min_size_of_all(static_cast<Fields*>(nullptr));
  }
}

}  // namespace codec_detail

template <class T>
void encode(XdrEncoder& to, const T& value) {
  using namespace codec_detail;  // NOLINT(google-build-using-namespace): this file's own
  if constexpr (Word<T>) {
    to.word(static_cast<std::uint32_t>(value));
  } else if constexpr (Hyper<T>) {
    to.hyper(static_cast<std::uint64_t>(value));
  } else if constexpr (std::is_same_v<T, double>) {
    to.hyper(std::bit_cast<std::uint64_t>(value));
  } else if constexpr (is_string<T>) {
    to.count("string", T::kLimit, value.size());
    to.opaque("string", std::as_bytes(std::span(value)));
  } else if constexpr (is_list<T> && is_bytes<T>) {
    to.count("opaque", T::kLimit, value.size());
    to.opaque("opaque", value);
  } else if constexpr (is_bytes<T>) {
    to.opaque("opaque", value);
  } else if constexpr (is_list<T>) {
    to.count("list", T::kLimit, value.size());
    for (const auto& element : value) encode(to, element);
  } else if constexpr (is_array<T>) {
    for (const auto& element : value) encode(to, element);
  } else if constexpr (fields_detail::is_optional<T>) {
    to.word(value.has_value() ? 1 : 0);
    if (value) encode(to, *value);
  } else if constexpr (is_variant<T>) {
    to.word(static_cast<std::uint32_t>(value.index() + 1));
    std::visit([&to](const auto& held) { encode(to, held); }, value);
  } else {
    std::apply([&to](const auto&... field) { (encode(to, field), ...); }, fields_of(value));
  }
}

template <class T>
void decode(XdrDecoder& from, T& value);

namespace codec_detail {

// The value of the case with the given number, which counts from 1.
template <std::size_t Index = 0, class... Case>
void decode_case(XdrDecoder& from, std::uint32_t number, std::variant<Case...>& value) {
  if constexpr (Index == sizeof...(Case)) {
    from.refuse_case();
  } else if (number == Index + 1) {
    decode(from, value.template emplace<Index>());
  } else {
    decode_case<Index + 1>(from, number, value);
  }
}

}  // namespace codec_detail

template <class T>
void decode(XdrDecoder& from, T& value) {
  using namespace codec_detail;  // NOLINT(google-build-using-namespace): this file's own
  if constexpr (std::is_same_v<T, bool>) {
    value = from.word() != 0;
  } else if constexpr (Word<T>) {
    value = static_cast<T>(from.word());
  } else if constexpr (Hyper<T>) {
    value = static_cast<T>(from.hyper());
  } else if constexpr (std::is_same_v<T, double>) {
    value = std::bit_cast<double>(from.hyper());
  } else if constexpr (is_string<T>) {
    const auto bytes = from.counted_bytes("string", T::kLimit);
    value.resize(bytes.size());
    std::ranges::copy(bytes, std::as_writable_bytes(std::span(value)).begin());
  } else if constexpr (is_list<T> && is_bytes<T>) {
    const auto bytes = from.counted_bytes("opaque", T::kLimit);
    value.assign(bytes.begin(), bytes.end());
  } else if constexpr (is_bytes<T>) {
    from.opaque(value);
  } else if constexpr (is_list<T>) {
    using Element = typename T::value_type;
    constexpr std::size_t kSize = min_size<Element>();
    static_assert(kSize > 0, "elements without a size would make a list's count unbounded");
    value.clear();
    value.resize(from.list_count(T::kLimit, kSize));
    for (Element& element : value) decode(from, element);
  } else if constexpr (is_array<T>) {
    for (auto& element : value) decode(from, element);
  } else if constexpr (fields_detail::is_optional<T>) {
    value.reset();
    if (from.word() != 0) decode(from, value.emplace());
  } else if constexpr (is_variant<T>) {
    decode_case(from, from.word(), value);
  } else {
    std::apply([&from](auto&... field) { (decode(from, field), ...); }, fields_of(value));
  }
}

// Reads a whole value; what follows it is not looked at. Gives the error that makes `value`
// useless.
template <class T>
std::optional<XdrError> decode_body(std::span<const std::byte> body, T& value) {
  XdrDecoder decoder(body);
  decode(decoder, value);
  return decoder.error();
}

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_CODEC_H_
