// Arguments on the wire as parameters of libvirt's functions: a slot for each kind of field.
//
// A slot takes one field of the arguments and gives the next one or two parameters of the function;
// it owns what libvirt reads meanwhile. A slot whose parameters are places that libvirt fills, in
// as much room as the field says, also tells what it has become.
//
//   kParameters              how many parameters of the function it gives
//   load(connection, field)  makes them; gives the error there was
//   parameters()             a tuple of them
//   produced(returned)       a tuple of values for the result; `returned` is what the function gave
//
// Input<Field, Parameter> is a complete type where the field can give the parameter.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_API_INPUT_H_
#define INTERLEAVE_DAEMON_LIBVIRT_API_INPUT_H_

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <libvirt/libvirt.h>

#include "daemon/libvirt/api_output.h"
#include "daemon/libvirt/objects.h"
#include "daemon/libvirt/typed_parameters.h"
#include "daemon/rpc/error.h"
#include "daemon/rpc/types.h"

namespace interleave::daemon::api_detail {

using MaybeError = std::optional<rpc::Error>;

// A slot that reads only.
struct ReadOnly {
  template <class Returned>
  std::tuple<> produced(Returned) {
    return {};
  }
};

template <class Field, class Parameter>
struct Input;

template <class Number, class Parameter>
  requires std::is_arithmetic_v<Number> && std::is_arithmetic_v<Parameter>
struct Input<Number, Parameter> : ReadOnly {
  static constexpr std::size_t kParameters = 1;
  MaybeError load(virConnectPtr, const Number& field) {
    number = field;
    return std::nullopt;
  }
  std::tuple<Parameter> parameters() { return {static_cast<Parameter>(number)}; }

  Number number = 0;
};

template <>
struct Input<rpc::String, const char*> : ReadOnly {
  static constexpr std::size_t kParameters = 1;
  MaybeError load(virConnectPtr, const rpc::String& field) {
    text = field.c_str();
    return std::nullopt;
  }
  std::tuple<const char*> parameters() { return {text}; }

  const char* text = nullptr;
};

template <>
struct Input<std::optional<rpc::String>, const char*> : ReadOnly {
  static constexpr std::size_t kParameters = 1;
  MaybeError load(virConnectPtr, const std::optional<rpc::String>& field) {
    text = field ? field->c_str() : nullptr;
    return std::nullopt;
  }
  std::tuple<const char*> parameters() { return {text}; }

  const char* text = nullptr;
};

template <>
struct Input<rpc::Uuid, const unsigned char*> : ReadOnly {
  static constexpr std::size_t kParameters = 1;
  MaybeError load(virConnectPtr, const rpc::Uuid& field) {
    uuid = &field;
    return std::nullopt;
  }
  std::tuple<const unsigned char*> parameters() {
    return {reinterpret_cast<const unsigned char*>(uuid->bytes.data())};
  }

  const rpc::Uuid* uuid = nullptr;
};

template <class Object>
concept Named =
    requires(virConnectPtr connection, const Object& named) { find_object(connection, named); };
template <Named Object>
using RefTo = typename decltype(find_object(nullptr, std::declval<const Object&>()))::Value;

template <Named Object, class Parameter>
  requires std::same_as<Parameter, typename RefTo<Object>::pointer>
struct Input<Object, Parameter> : ReadOnly {
  static constexpr std::size_t kParameters = 1;
  MaybeError load(virConnectPtr connection, const Object& field) {
    rpc::Outcome<RefTo<Object>> found = find_object(connection, field);
    if (!found.ok()) return found.error();
    object = std::move(found.value());
    return std::nullopt;
  }
  std::tuple<Parameter> parameters() { return {object.get()}; }

  RefTo<Object> object;
};

// Bytes and their number.
template <std::size_t Limit, class Byte>
  requires std::same_as<std::remove_const_t<Byte>, unsigned char>
struct Input<rpc::Opaque<Limit>, Byte*> : ReadOnly {
  static constexpr std::size_t kParameters = 2;
  MaybeError load(virConnectPtr, const rpc::Opaque<Limit>& field) {
    bytes.assign(reinterpret_cast<const unsigned char*>(field.data()),
                 reinterpret_cast<const unsigned char*>(field.data()) + field.size());
    return std::nullopt;
  }
  std::tuple<Byte*, int> parameters() { return {bytes.data(), static_cast<int>(bytes.size())}; }

  std::vector<unsigned char> bytes;
};

// Numbers and how many they are.
template <class Number, std::size_t Limit>
  requires std::is_arithmetic_v<Number>
struct Input<rpc::List<Number, Limit>, Number*> : ReadOnly {
  static constexpr std::size_t kParameters = 2;
  MaybeError load(virConnectPtr, const rpc::List<Number, Limit>& field) {
    numbers = field;
    return std::nullopt;
  }
  std::tuple<Number*, int> parameters() {
    return {numbers.data(), static_cast<int>(numbers.size())};
  }

  std::vector<Number> numbers;
};

// Strings and how many they are; null where there are none.
template <std::size_t Limit>
struct Input<rpc::List<rpc::String, Limit>, const char**> : ReadOnly {
  static constexpr std::size_t kParameters = 2;
  MaybeError load(virConnectPtr, const rpc::List<rpc::String, Limit>& field) {
    for (const rpc::String& text : field) texts.push_back(text.c_str());
    return std::nullopt;
  }
  std::tuple<const char**, unsigned> parameters() {
    return {texts.empty() ? nullptr : texts.data(), static_cast<unsigned>(texts.size())};
  }

  std::vector<const char*> texts;
};

// Typed parameters and how many they are.
template <std::size_t Limit>
struct Input<rpc::List<rpc::TypedParameter, Limit>, virTypedParameterPtr> : ReadOnly {
  static constexpr std::size_t kParameters = 2;
  MaybeError load(virConnectPtr, const rpc::List<rpc::TypedParameter, Limit>& field) {
    return settings.append(field);
  }
  std::tuple<virTypedParameterPtr, int> parameters() {
    return {settings.array(), settings.count()};
  }

  TypedParameters settings;
};

// The client says how much room it has; nothing is allocated for more than the protocol's limit.
inline MaybeError refuse_room(std::int32_t most, std::size_t limit) {
  if (most < 0) return rpc::rpc_error("the room for a list must not be negative");
  if (static_cast<std::size_t>(most) <= limit) return std::nullopt;
  return rpc::rpc_error("room for a list of " + std::to_string(most) +
                        " is more than the protocol's limit of " + std::to_string(limit));
}

// An array of the caller's and its length, of which the function fills as much as it returns:
// numbers, or strings that are the caller's then.
template <std::size_t Limit, class Element>
  requires std::same_as<Element, char*> || std::is_arithmetic_v<Element>
struct Input<rpc::Room<Limit>, Element*> {
  static constexpr std::size_t kParameters = 2;
  MaybeError load(virConnectPtr, const rpc::Room<Limit>& field) {
    if (MaybeError error = refuse_room(field.most, Limit)) return error;
    elements.resize(static_cast<std::size_t>(field.most));
    return std::nullopt;
  }
  std::tuple<Element*, int> parameters() {
    return {elements.data(), static_cast<int>(elements.size())};
  }
  auto produced(int returned) {
    return std::tuple(taken(elements.data(), static_cast<std::size_t>(returned)));
  }

  std::vector<Element> elements;
};

// The same for typed parameters, where the length is also told through a pointer.
template <std::size_t Limit>
struct Input<rpc::ParameterRoom<Limit>, virTypedParameterPtr> {
  static constexpr std::size_t kParameters = 2;
  MaybeError load(virConnectPtr, const rpc::ParameterRoom<Limit>& field) {
    if (MaybeError error = refuse_room(field.most, Limit)) return error;
    settings.make_room(field.most);
    return std::nullopt;
  }
  std::tuple<virTypedParameterPtr, int*> parameters() {
    return {settings.array(), settings.count_place()};
  }
  std::tuple<std::vector<rpc::TypedParameter>, int> produced(int) {
    return {settings.to_wire(), settings.count()};
  }

  TypedParameters settings;
};

// The same where libvirt allocates after all. Then the client's room is a question only: whether it
// wants anything but the number. Some clients leave it unset.
template <std::size_t Limit>
struct Input<rpc::ParameterRoom<Limit>, virTypedParameterPtr*> {
  static constexpr std::size_t kParameters = 2;
  MaybeError load(virConnectPtr, const rpc::ParameterRoom<Limit>& field) {
    only_count = field.most == 0;
    return std::nullopt;
  }
  std::tuple<virTypedParameterPtr*, int*> parameters() {
    return {settings.array_place(), settings.count_place()};
  }
  std::tuple<std::vector<rpc::TypedParameter>, int> produced(int) {
    if (only_count) return {std::vector<rpc::TypedParameter>(), settings.count()};
    return {settings.to_wire(), settings.count()};
  }

  TypedParameters settings;
  bool only_count = false;
};

// A list that libvirt allocates, unless only the number of its elements is wanted.
template <class Element>
struct Input<rpc::NeedResults, Element**> : Output<Element**> {
  MaybeError load(virConnectPtr, const rpc::NeedResults& field) {
    wanted = field != rpc::NeedResults::no;
    return std::nullopt;
  }
  std::tuple<Element**> parameters() { return {wanted ? &this->array : nullptr}; }

  bool wanted = true;
};

template <class Field, class Parameter>
concept Feeds = requires { sizeof(Input<Field, Parameter>); };

}  // namespace interleave::daemon::api_detail

#endif  // INTERLEAVE_DAEMON_LIBVIRT_API_INPUT_H_
