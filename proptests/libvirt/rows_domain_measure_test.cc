// The rows of the procedure table: domain stats, domain devices.
#include "daemon/libvirt/procedures/domain_devices.h"
#include "daemon/libvirt/procedures/domain_stats.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, DomainStats) {
  expect_types_obey_the_laws(procedures::kDomainStatsRows);
  expect_access_is_as_libvirt_says(procedures::kDomainStatsRows);
}

TEST_F(RowTest, DomainDevices) {
  expect_types_obey_the_laws(procedures::kDomainDevicesRows);
  expect_access_is_as_libvirt_says(procedures::kDomainDevicesRows);
}

}  // namespace
}  // namespace interleave::daemon
