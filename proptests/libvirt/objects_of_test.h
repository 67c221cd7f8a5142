// One object of each kind that libvirt's test driver has.
#ifndef INTERLEAVE_PROPTESTS_LIBVIRT_OBJECTS_OF_TEST_H_
#define INTERLEAVE_PROPTESTS_LIBVIRT_OBJECTS_OF_TEST_H_

#include <libvirt/libvirt.h>

#include "daemon/libvirt/objects.h"
#include "daemon/libvirt/refs.h"
#include "proptests/libvirt/client.h"

namespace interleave::daemon {

class ObjectTest : public HandlerTest {
 protected:
  DomainRef direct_domain() { return DomainRef(virDomainLookupByName(direct_.get(), "test")); }
  StoragePoolRef test_pool() {
    return StoragePoolRef(virStoragePoolLookupByName(direct_.get(), "default-pool"));
  }
  // Those that follow are made where they do not exist.
  StorageVolumeRef test_volume() {
    const StoragePoolRef pool = test_pool();
    if (auto* volume = virStorageVolLookupByName(pool.get(), "v1")) return StorageVolumeRef(volume);
    return StorageVolumeRef(virStorageVolCreateXML(
        pool.get(), "<volume><name>v1</name><capacity>1024</capacity></volume>", 0));
  }
  SnapshotRef test_snapshot() {
    const DomainRef domain = direct_domain();
    if (auto* snapshot = virDomainSnapshotLookupByName(domain.get(), "s1", 0)) {
      return SnapshotRef(snapshot);
    }
    return SnapshotRef(virDomainSnapshotCreateXML(
        domain.get(), "<domainsnapshot><name>s1</name></domainsnapshot>", 0));
  }
  CheckpointRef test_checkpoint() {
    const DomainRef domain = direct_domain();
    if (auto* checkpoint = virDomainCheckpointLookupByName(domain.get(), "c1", 0)) {
      return CheckpointRef(checkpoint);
    }
    return CheckpointRef(virDomainCheckpointCreateXML(
        domain.get(), "<domaincheckpoint><name>c1</name></domaincheckpoint>", 0));
  }
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_PROPTESTS_LIBVIRT_OBJECTS_OF_TEST_H_
