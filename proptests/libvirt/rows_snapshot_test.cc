// The rows of the procedure table: snapshots, checkpoints.
#include "daemon/libvirt/procedures/checkpoints.h"
#include "daemon/libvirt/procedures/snapshots.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, Snapshots) {
  expect_types_obey_the_laws(procedures::kSnapshotsRows);
  expect_access_is_as_libvirt_says(procedures::kSnapshotsRows);
}

TEST_F(RowTest, Checkpoints) {
  expect_types_obey_the_laws(procedures::kCheckpointsRows);
  expect_access_is_as_libvirt_says(procedures::kCheckpointsRows);
}

}  // namespace
}  // namespace interleave::daemon
