// libvirt's typed parameters and their shape on the wire.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_TYPED_PARAMETERS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_TYPED_PARAMETERS_H_

#include <optional>
#include <span>
#include <vector>

#include <libvirt/libvirt.h>

#include "daemon/rpc/types.h"

namespace interleave::daemon {

// An array that libvirt reads from, or has written to; it is freed with all its strings.
class TypedParameters {
 public:
  TypedParameters() = default;
  TypedParameters(const TypedParameters&) = delete;
  TypedParameters& operator=(const TypedParameters&) = delete;
  ~TypedParameters() { virTypedParamsFree(array_, count_); }

  // Appends what a client sent; gives libvirt's error for one that it does not take.
  std::optional<rpc::Error> append(std::span<const rpc::TypedParameter> parameters);
  // Makes room for libvirt to fill; the array is null where it is for none.
  void make_room(int most);

  [[nodiscard]] virTypedParameterPtr array() const { return array_; }
  [[nodiscard]] int count() const { return count_; }
  // Where libvirt puts an array of its own, or how much of ours it has filled.
  [[nodiscard]] virTypedParameterPtr* array_place() { return &array_; }
  [[nodiscard]] int* count_place() { return &count_; }

  // All of them, but none with an empty array, whatever the count.
  [[nodiscard]] std::vector<rpc::TypedParameter> to_wire() const;

 private:
  virTypedParameterPtr array_ = nullptr;
  int count_ = 0;
  int room_ = 0;
};

std::vector<rpc::TypedParameter> to_wire(std::span<const virTypedParameter> parameters);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_TYPED_PARAMETERS_H_
