// The rows of the procedure table: domain cpus, domain tuning.
#include "daemon/libvirt/procedures/domain_cpus.h"
#include "daemon/libvirt/procedures/domain_tuning.h"
#include "proptests/libvirt/row_laws.h"

namespace interleave::daemon {
namespace {

TEST_F(RowTest, DomainCpus) {
  expect_types_obey_the_laws(procedures::kDomainCpusRows);
  expect_access_is_as_libvirt_says(procedures::kDomainCpusRows);
}

TEST_F(RowTest, DomainTuning) {
  expect_types_obey_the_laws(procedures::kDomainTuningRows);
  expect_access_is_as_libvirt_says(procedures::kDomainTuningRows);
}

}  // namespace
}  // namespace interleave::daemon
