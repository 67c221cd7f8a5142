// The rows of the procedure table: domain lookup, domain info, domain lifecycle.
#include "daemon/libvirt/procedures/domain_info.h"
#include "daemon/libvirt/procedures/domain_lifecycle.h"
#include "daemon/libvirt/procedures/domain_lookup.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, DomainLookup) {
  expect_types_obey_the_laws(procedures::kDomainLookupRows);
  expect_access_is_as_libvirt_says(procedures::kDomainLookupRows);
}

TEST_F(RowTest, DomainInfo) {
  expect_types_obey_the_laws(procedures::kDomainInfoRows);
  expect_access_is_as_libvirt_says(procedures::kDomainInfoRows);
}

TEST_F(RowTest, DomainLifecycle) {
  expect_types_obey_the_laws(procedures::kDomainLifecycleRows);
  expect_access_is_as_libvirt_says(procedures::kDomainLifecycleRows);
}

}  // namespace
}  // namespace interleave::daemon
