// The rows of the procedure table: storage pools, storage volumes, secrets.
#include "daemon/libvirt/procedures/secrets.h"
#include "daemon/libvirt/procedures/storage_pools.h"
#include "daemon/libvirt/procedures/storage_volumes.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, StoragePools) {
  expect_types_obey_the_laws(procedures::kStoragePoolsRows);
  expect_access_is_as_libvirt_says(procedures::kStoragePoolsRows);
}

TEST_F(RowTest, StorageVolumes) {
  expect_types_obey_the_laws(procedures::kStorageVolumesRows);
  expect_access_is_as_libvirt_says(procedures::kStorageVolumesRows);
}

TEST_F(RowTest, Secrets) {
  expect_types_obey_the_laws(procedures::kSecretsRows);
  expect_access_is_as_libvirt_says(procedures::kSecretsRows);
}

}  // namespace
}  // namespace interleave::daemon
