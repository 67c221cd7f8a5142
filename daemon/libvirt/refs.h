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
using CheckpointRef = std::unique_ptr<virDomainCheckpoint, Releaser<virDomainCheckpointFree>>;
using NetworkRef = std::unique_ptr<virNetwork, Releaser<virNetworkFree>>;
using NetworkPortRef = std::unique_ptr<virNetworkPort, Releaser<virNetworkPortFree>>;
using StoragePoolRef = std::unique_ptr<virStoragePool, Releaser<virStoragePoolFree>>;
using StorageVolumeRef = std::unique_ptr<virStorageVol, Releaser<virStorageVolFree>>;
using InterfaceRef = std::unique_ptr<virInterface, Releaser<virInterfaceFree>>;
using NodeDeviceRef = std::unique_ptr<virNodeDevice, Releaser<virNodeDeviceFree>>;
using SecretRef = std::unique_ptr<virSecret, Releaser<virSecretFree>>;
using NetworkFilterRef = std::unique_ptr<virNWFilter, Releaser<virNWFilterFree>>;
using FilterBindingRef = std::unique_ptr<virNWFilterBinding, Releaser<virNWFilterBindingFree>>;

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};
// A string, or an array, that the caller of libvirt has to free.
using OwnedText = std::unique_ptr<char, Free>;
template <class T>
using OwnedArray = std::unique_ptr<T[], Free>;

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_REFS_H_
