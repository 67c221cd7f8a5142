// The rows of the procedure table: connect, node.
#include "daemon/libvirt/procedures/connect.h"
#include "daemon/libvirt/procedures/node.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, Connect) {
  expect_types_obey_the_laws(procedures::kConnectRows);
  expect_access_is_as_libvirt_says(procedures::kConnectRows);
}

TEST_F(RowTest, Node) {
  expect_types_obey_the_laws(procedures::kNodeRows);
  expect_access_is_as_libvirt_says(procedures::kNodeRows);
}

}  // namespace
}  // namespace interleave::daemon
