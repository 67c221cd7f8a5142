// The rows of the procedure table: node, node devices, interfaces.
#include "daemon/libvirt/procedures/interfaces.h"
#include "daemon/libvirt/procedures/node.h"
#include "daemon/libvirt/procedures/node_devices.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, Node) {
  expect_types_obey_the_laws(procedures::kNodeRows);
  expect_access_is_as_libvirt_says(procedures::kNodeRows);
}

TEST_F(RowTest, NodeDevices) {
  expect_types_obey_the_laws(procedures::kNodeDevicesRows);
  expect_access_is_as_libvirt_says(procedures::kNodeDevicesRows);
}

TEST_F(RowTest, Interfaces) {
  expect_types_obey_the_laws(procedures::kInterfacesRows);
  expect_access_is_as_libvirt_says(procedures::kInterfacesRows);
}

}  // namespace
}  // namespace interleave::daemon
