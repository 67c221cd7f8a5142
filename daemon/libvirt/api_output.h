// What libvirt's functions give, as values of the wire: a slot for each kind of parameter that is a
// place to fill, and what a returned value means. See api_input.h for the members of a slot.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_API_OUTPUT_H_
#define INTERLEAVE_DAEMON_LIBVIRT_API_OUTPUT_H_

#include <cstddef>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <libvirt/libvirt.h>

#include "daemon/libvirt/elements.h"
#include "daemon/libvirt/objects.h"
#include "daemon/libvirt/refs.h"
#include "daemon/libvirt/typed_parameters.h"
#include "daemon/rpc/fields.h"
#include "daemon/rpc/types.h"

namespace interleave::daemon::api_detail {

// The elements of an array as values of the wire; each is given back to libvirt.
template <class Element>
auto taken(Element* array, std::size_t count) {
  if constexpr (std::is_arithmetic_v<Element>) {
    return std::vector<Element>(array, array + count);
  } else {
    using Wire = decltype(to_wire(owned(std::declval<Element>()).get()));
    std::vector<Wire> wire;
    if (array != nullptr) wire.reserve(count);
    for (std::size_t i = 0; array != nullptr && i < count; ++i) {
      wire.push_back(to_wire(owned(array[i]).get()));
    }
    return wire;
  }
}

// A number, or a struct whose fields are those of the result in the same order.
template <class Parameter>
struct Output {
  static_assert(std::is_pointer_v<Parameter>, "a parameter that no field of the arguments gives");
  using Place = std::remove_pointer_t<Parameter>;
  static constexpr std::size_t kParameters = 1;

  std::tuple<Parameter> parameters() { return {&place}; }
  template <class Returned>
  auto produced(Returned) {
    if constexpr (std::is_arithmetic_v<Place>) {
      return std::tuple<Place>(place);
    } else {
      return std::apply([](const auto&... field) { return std::tuple(field...); },
                        rpc::fields_of(place));
    }
  }

  Place place{};
};

// An array that libvirt allocates; its length is what the function returns.
template <class Element>
  requires std::is_pointer_v<Element>
struct Output<Element**> {
  static constexpr std::size_t kParameters = 1;

  std::tuple<Element**> parameters() { return {&array}; }
  auto produced(int returned) {
    const OwnedArray<Element> owner(array);
    return std::tuple(taken(array, static_cast<std::size_t>(returned)));
  }

  Element* array = nullptr;
};

// Typed parameters that libvirt allocates, and their number.
template <class Count>
struct ParametersOutput {
  static constexpr std::size_t kParameters = 2;

  std::tuple<virTypedParameterPtr*, Count*> parameters() {
    // Signed or not: one object of the same size.
    return {settings.array_place(), reinterpret_cast<Count*>(settings.count_place())};
  }
  std::tuple<std::vector<rpc::TypedParameter>> produced(int) { return {settings.to_wire()}; }

  TypedParameters settings;
};

// Whether a function that returns this has failed.
template <class Returned>
bool failed(Returned returned) {
  if constexpr (std::is_pointer_v<Returned>) {
    return returned == nullptr;
  } else if constexpr (std::is_unsigned_v<Returned>) {
    return returned == 0;
  } else {
    return returned < 0;
  }
}

// What it returned as a value of the wire; an object or a text of its own is given back.
template <class Returned>
auto result_of(Returned returned) {
  if constexpr (std::is_same_v<Returned, const char*>) {
    return rpc::String(returned);
  } else if constexpr (std::is_pointer_v<Returned>) {
    return to_wire(owned(returned).get());
  } else {
    return returned;
  }
}

}  // namespace interleave::daemon::api_detail

#endif  // INTERLEAVE_DAEMON_LIBVIRT_API_OUTPUT_H_
