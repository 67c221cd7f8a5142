// The rows of the procedure table: networks, filters.
#include "daemon/libvirt/procedures/filters.h"
#include "daemon/libvirt/procedures/networks.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, Networks) {
  expect_types_obey_the_laws(procedures::kNetworksRows);
  expect_access_is_as_libvirt_says(procedures::kNetworksRows);
}

TEST_F(RowTest, Filters) {
  expect_types_obey_the_laws(procedures::kFiltersRows);
  expect_access_is_as_libvirt_says(procedures::kFiltersRows);
}

}  // namespace
}  // namespace interleave::daemon
