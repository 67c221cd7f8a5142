#include "daemon/libvirt/typed_parameters.h"

#include <cstddef>
#include <cstdlib>
#include <type_traits>

#include "daemon/libvirt/errors.h"
#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

// One function of libvirt's for each type that a value may have.
struct Appender {
  virTypedParameterPtr* array;
  int* count;
  int* room;
  const char* name;

  int operator()(std::int32_t value) const {
    return virTypedParamsAddInt(array, count, room, name, value);
  }
  int operator()(std::uint32_t value) const {
    return virTypedParamsAddUInt(array, count, room, name, value);
  }
  int operator()(std::int64_t value) const {
    return virTypedParamsAddLLong(array, count, room, name, value);
  }
  int operator()(std::uint64_t value) const {
    return virTypedParamsAddULLong(array, count, room, name, value);
  }
  int operator()(double value) const {
    return virTypedParamsAddDouble(array, count, room, name, value);
  }
  int operator()(bool value) const {
    return virTypedParamsAddBoolean(array, count, room, name, value ? 1 : 0);
  }
  int operator()(const rpc::String& value) const {
    return virTypedParamsAddString(array, count, room, name, value.c_str());
  }
};

decltype(rpc::TypedParameter::value) value_of(const virTypedParameter& parameter) {
  switch (parameter.type) {
    case VIR_TYPED_PARAM_INT:
      return std::int32_t{parameter.value.i};
    case VIR_TYPED_PARAM_UINT:
      return std::uint32_t{parameter.value.ui};
    case VIR_TYPED_PARAM_LLONG:
      return std::int64_t{parameter.value.l};
    case VIR_TYPED_PARAM_ULLONG:
      return std::uint64_t{parameter.value.ul};
    case VIR_TYPED_PARAM_DOUBLE:
      return parameter.value.d;
    case VIR_TYPED_PARAM_BOOLEAN:
      return parameter.value.b != 0;
    case VIR_TYPED_PARAM_STRING:
      return rpc::String(parameter.value.s == nullptr ? "" : parameter.value.s);
    default:
      IL_ASSERT(false, "a typed parameter of a type that libvirt 9.0 does not have");
      return std::int32_t{0};
  }
}

}  // namespace

std::optional<rpc::Error> TypedParameters::append(std::span<const rpc::TypedParameter> parameters) {
  for (const rpc::TypedParameter& parameter : parameters) {
    const Appender appender{&array_, &count_, &room_, parameter.name.c_str()};
    if (std::visit(appender, parameter.value) < 0) return take_last_error();
  }
  return std::nullopt;
}

void TypedParameters::make_room(int most) {
  if (most == 0) return;
  array_ = static_cast<virTypedParameterPtr>(
      std::calloc(static_cast<std::size_t>(most), sizeof(virTypedParameter)));
  IL_ASSERT(array_ != nullptr, "no memory for typed parameters");
  count_ = most;
}

std::vector<rpc::TypedParameter> TypedParameters::to_wire() const {
  if (array_ == nullptr) return {};
  return daemon::to_wire(
      std::span<const virTypedParameter>(array_, static_cast<std::size_t>(count_)));
}

// An entry that the driver has left empty has no type, and is no parameter.
std::vector<rpc::TypedParameter> to_wire(std::span<const virTypedParameter> parameters) {
  std::vector<rpc::TypedParameter> wire;
  for (const virTypedParameter& parameter : parameters) {
    if (parameter.type == 0) continue;
    wire.push_back({.name = rpc::String(parameter.field), .value = value_of(parameter)});
  }
  return wire;
}

}  // namespace interleave::daemon
