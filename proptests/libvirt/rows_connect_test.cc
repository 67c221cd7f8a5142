// The rows of the procedure table: authentication, connect, hypervisor, events.
#include "daemon/libvirt/procedures/authentication.h"
#include "daemon/libvirt/procedures/connect.h"
#include "daemon/libvirt/procedures/events.h"
#include "daemon/libvirt/procedures/hypervisor.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, Authentication) {
  expect_types_obey_the_laws(procedures::kAuthenticationRows);
  expect_access_is_as_libvirt_says(procedures::kAuthenticationRows);
}

TEST_F(RowTest, Connect) {
  expect_types_obey_the_laws(procedures::kConnectRows);
  expect_access_is_as_libvirt_says(procedures::kConnectRows);
}

TEST_F(RowTest, Hypervisor) {
  expect_types_obey_the_laws(procedures::kHypervisorRows);
  expect_access_is_as_libvirt_says(procedures::kHypervisorRows);
}

TEST_F(RowTest, Events) {
  expect_types_obey_the_laws(procedures::kEventRows);
  expect_access_is_as_libvirt_says(procedures::kEventRows);
}

}  // namespace
}  // namespace interleave::daemon
