// Handlers for the calls that need no handwriting: a public function of libvirt's, the arguments on
// the wire and the result. How the fields of the arguments become the function's parameters, and
// what it gives the fields of the result, follows from their types:
//
//   api<virDomainDestroy, rpc::DomainArgs, rpc::Nothing>
//   api<virDomainGetXMLDesc, rpc::DomainFlagsArgs, rpc::TextResult>
//   api<virDomainGetAutostart, rpc::DomainArgs, rpc::NumberResult>       (virDomainPtr, int*)
//   api<virConnectListAllNetworks, rpc::ListAllArgs, rpc::ListAllResult<rpc::Network>>
//
// The parameters are taken in order. The connection is given where the function asks for it; a
// parameter that the next field can give (api_input.h) takes that field; any other one is a place
// for libvirt to fill (api_output.h). The result's fields are given what the places have become, in
// order, and what the function returned: first where it is an object or a text, last where it is a
// number. Numbers below zero, null, and zero of unsigned functions are errors.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_API_H_
#define INTERLEAVE_DAEMON_LIBVIRT_API_H_

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <libvirt/libvirt.h>

#include "daemon/libvirt/api_input.h"
#include "daemon/libvirt/api_output.h"
#include "daemon/libvirt/errors.h"
#include "daemon/rpc/fields.h"
#include "daemon/rpc/outcome.h"

namespace interleave::daemon {

namespace api_detail {

struct ConnectionSlot : ReadOnly {
  static constexpr std::size_t kParameters = 1;
  std::tuple<virConnectPtr> parameters() { return {connection}; }

  virConnectPtr connection = nullptr;
};

template <class... T>
struct Types {};

template <class Function>
struct Parameters;
template <class R, class... P>
struct Parameters<R (*)(P...)> {
  using List = Types<P...>;
  using Returned = R;
};

template <class Args>
struct FieldTypes {
  template <class... Field>
  static Types<std::remove_const_t<Field>...> of(std::tuple<Field&...>);
  using List = decltype(of(rpc::fields_of(std::declval<Args&>())));
};
template <>
struct FieldTypes<rpc::Nothing> {
  using List = Types<>;
};

template <class Taken, std::size_t Count>
struct Drop {
  using List = Taken;
};
template <class First, class... Rest, std::size_t Count>
  requires(Count > 0)
struct Drop<Types<First, Rest...>, Count> {
  using List = typename Drop<Types<Rest...>, Count - 1>::List;
};

// Which slot gives the first parameter, and whether it takes the first field.
template <class P, class F>
struct Choose;
template <class... P, class... F>
struct Choose<Types<virConnectPtr, P...>, Types<F...>> {
  using Slot = ConnectionSlot;
  static constexpr std::size_t kFields = 0;
};
template <class First, class... P, class Field, class... F>
  requires Feeds<Field, First>
struct Choose<Types<First, P...>, Types<Field, F...>> {
  using Slot = Input<Field, First>;
  static constexpr std::size_t kFields = 1;
};
template <class First, class... P, class... F>
struct Choose<Types<First, P...>, Types<F...>> {
  using Slot = Output<First>;
  static constexpr std::size_t kFields = 0;
};
template <class Count, class... P, class... F>
  requires(!Feeds<typename std::tuple_element_t<0, std::tuple<F..., void>>, virTypedParameterPtr*>)
struct Choose<Types<virTypedParameterPtr*, Count*, P...>, Types<F...>> {
  using Slot = ParametersOutput<Count>;
  static constexpr std::size_t kFields = 0;
};

// The slots of all parameters, each with the number of the field that it takes, if it does.
inline constexpr std::size_t kNoField = SIZE_MAX;
template <class Slot_, std::size_t Field_>
struct Placed {
  static constexpr std::size_t kField = Field_;
  Slot_ slot;
};

template <std::size_t Field, class P, class F, class... Done>
struct Place;
template <std::size_t Field, class... Done>
struct Place<Field, Types<>, Types<>, Done...> {
  using Slots = std::tuple<Done...>;
};
template <std::size_t Field, class First, class... P, class... F, class... Done>
struct Place<Field, Types<First, P...>, Types<F...>, Done...> {
  using Chosen = Choose<Types<First, P...>, Types<F...>>;
  using Slot = typename Chosen::Slot;
  using Slots = typename Place<Field + Chosen::kFields,
                               typename Drop<Types<First, P...>, Slot::kParameters>::List,
                               typename Drop<Types<F...>, Chosen::kFields>::List, Done...,
                               Placed<Slot, Chosen::kFields == 0 ? kNoField : Field>>::Slots;
};

template <std::size_t Field, class Slot, class Args>
MaybeError load(virConnectPtr connection, Placed<Slot, Field>& placed, const Args& args) {
  if constexpr (std::is_same_v<Slot, ConnectionSlot>) {
    placed.slot.connection = connection;
  } else if constexpr (Field != kNoField) {
    return placed.slot.load(connection, std::get<Field>(rpc::fields_of(args)));
  }
  return std::nullopt;
}

template <class To, class From>
void give(To& to, From&& from) {
  if constexpr (std::is_arithmetic_v<To>) {
    to = static_cast<To>(from);
  } else {
    to = To(std::forward<From>(from));
  }
}

// Gives the result's fields the first of `values`.
template <class Result, class Values>
Result result_from(Values values) {
  Result result;
  if constexpr (!std::is_same_v<Result, rpc::Nothing>) {
    auto fields = rpc::fields_of(result);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (give(std::get<I>(fields), std::move(std::get<I>(values))), ...);
    }(std::make_index_sequence<std::tuple_size_v<decltype(fields)>>());
  }
  return result;
}

}  // namespace api_detail

template <auto Function, class Args, class Result>
rpc::Outcome<Result> api(virConnectPtr connection, const Args& args) {
  using namespace api_detail;  // NOLINT(google-build-using-namespace): this file's own
  using Signature = Parameters<decltype(Function)>;
  typename Place<0, typename Signature::List, typename FieldTypes<Args>::List>::Slots slots;
  return std::apply(
      [&](auto&... placed) -> rpc::Outcome<Result> {
        MaybeError error;
        // A failed lookup ends the loading of the rest.
        (... || (error = load(connection, placed, args)).has_value());
        if (error) return *std::move(error);
        const auto returned = std::apply(Function, std::tuple_cat(placed.slot.parameters()...));
        if (failed(returned)) return take_last_error();
        const auto outcome = std::tuple(result_of(returned));
        if constexpr (std::is_pointer_v<typename Signature::Returned>) {
          return result_from<Result>(std::tuple_cat(outcome, placed.slot.produced(0)...));
        } else {
          return result_from<Result>(
              std::tuple_cat(placed.slot.produced(static_cast<int>(returned))..., outcome));
        }
      },
      slots);
}

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_API_H_
