// The fields of a plain aggregate, in order: what makes one struct the whole definition of a wire
// type.
//
// An aggregate here is a struct with public members, default initialisers allowed, and neither base
// classes, constructors nor C arrays. Up to kMostFields fields.
#ifndef INTERLEAVE_DAEMON_RPC_FIELDS_H_
#define INTERLEAVE_DAEMON_RPC_FIELDS_H_

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace interleave::rpc {

inline constexpr std::size_t kMostFields = 16;

namespace fields_detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

// Initialises a field of any type. An optional is left to its own converting constructor, which
// would make the conversion ambiguous.
struct AnyField {
  template <class T>
    requires(!is_optional<T>)
  operator T() const;  // NOLINT(google-explicit-constructor)
};

template <std::size_t>
using AnyFieldAt = AnyField;

template <class T, std::size_t... Index>
consteval bool takes(std::index_sequence<Index...>) {
  return requires { T{AnyFieldAt<Index>{}...}; };
}

template <class T, std::size_t Guess = kMostFields + 1>
consteval std::size_t count() {
  if constexpr (takes<T>(std::make_index_sequence<Guess>{})) {
    return Guess;
  } else {
    return count<T, Guess - 1>();
  }
}

}  // namespace fields_detail

// How many fields the aggregate has.
template <class T>
  requires std::is_aggregate_v<T>
inline constexpr std::size_t field_count = fields_detail::count<std::remove_cv_t<T>>();

// References to the fields of `object`, in their order, as a tuple.
template <class T>
constexpr auto fields_of(T& object) {
  constexpr std::size_t kCount = field_count<std::remove_cv_t<T>>;
  static_assert(kCount <= kMostFields,
                "more fields than fields.h knows of: add a line to fields_of");
  // A structured binding needs its number of names spelled out.
#define IL_FIELDS(count_, ...)        \
  if constexpr (kCount == (count_)) { \
    auto& [__VA_ARGS__] = object;     \
    return std::tie(__VA_ARGS__);     \
  } else  // NOLINT
  IL_FIELDS(1, a)
  IL_FIELDS(2, a, b)
  IL_FIELDS(3, a, b, c)
  IL_FIELDS(4, a, b, c, d)
  IL_FIELDS(5, a, b, c, d, e)
  IL_FIELDS(6, a, b, c, d, e, f)
  IL_FIELDS(7, a, b, c, d, e, f, g)
  IL_FIELDS(8, a, b, c, d, e, f, g, h)
  IL_FIELDS(9, a, b, c, d, e, f, g, h, i)
  IL_FIELDS(10, a, b, c, d, e, f, g, h, i, j)
  IL_FIELDS(11, a, b, c, d, e, f, g, h, i, j, k)
  IL_FIELDS(12, a, b, c, d, e, f, g, h, i, j, k, l)
  IL_FIELDS(13, a, b, c, d, e, f, g, h, i, j, k, l, m)
  IL_FIELDS(14, a, b, c, d, e, f, g, h, i, j, k, l, m, n)
  IL_FIELDS(15, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)
  IL_FIELDS(16, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) {
    return std::tuple<>{};
  }
#undef IL_FIELDS
}

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_FIELDS_H_
