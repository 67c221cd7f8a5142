// Ownership of what libvirt hands out.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_REFS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_REFS_H_

#include <cstdlib>
#include <memory>
#include <type_traits>

#include <libvirt/libvirt.h>

namespace interleave::daemon {

// Gives one reference back by calling `Release`. That call clears the thread's last error: read the
// error first (see errors.h).
template <auto Release>
struct Releaser {
  template <class T>
  void operator()(T* object) const {
    Release(object);
  }
};

using ConnectionRef = std::unique_ptr<virConnect, Releaser<virConnectClose>>;
using DomainRef = std::unique_ptr<virDomain, Releaser<virDomainFree>>;
using SnapshotRef = std::unique_ptr<virDomainSnapshot, Releaser<virDomainSnapshotFree>>;

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};
// A string, or an array, that the caller of libvirt has to free.
using OwnedText = std::unique_ptr<char, Free>;
template <class T>
using OwnedArray = std::unique_ptr<T[], Free>;

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_REFS_H_
