// The rows of the procedure table: domain guest, domain save.
#include "daemon/libvirt/procedures/domain_guest.h"
#include "daemon/libvirt/procedures/domain_save.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, DomainGuest) {
  expect_types_obey_the_laws(procedures::kDomainGuestRows);
  expect_access_is_as_libvirt_says(procedures::kDomainGuestRows);
}

TEST_F(RowTest, DomainSave) {
  expect_types_obey_the_laws(procedures::kDomainSaveRows);
  expect_access_is_as_libvirt_says(procedures::kDomainSaveRows);
}

}  // namespace
}  // namespace interleave::daemon
