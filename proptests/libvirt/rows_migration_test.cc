// The rows of the procedure table: migration, descriptors, streams.
#include "daemon/libvirt/procedures/descriptors.h"
#include "daemon/libvirt/procedures/migration.h"
#include "daemon/libvirt/procedures/streams.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, Migration) {
  expect_types_obey_the_laws(procedures::kMigrationRows);
  expect_access_is_as_libvirt_says(procedures::kMigrationRows);
}

TEST_F(RowTest, Descriptors) {
  expect_types_obey_the_laws(procedures::kDescriptorsRows);
  expect_access_is_as_libvirt_says(procedures::kDescriptorsRows);
}

TEST_F(RowTest, Streams) {
  expect_types_obey_the_laws(procedures::kStreamRows);
  expect_access_is_as_libvirt_says(procedures::kStreamRows);
}

}  // namespace
}  // namespace interleave::daemon
