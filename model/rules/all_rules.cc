#include "model/rules/accounting.h"
#include "model/rules/api_under_lock.h"
#include "model/rules/bounded_shutdown.h"
#include "model/rules/deadlock.h"
#include "model/rules/leak.h"
#include "model/rules/liveness.h"
#include "model/rules/lock_across_blocking.h"
#include "model/rules/lock_order.h"
#include "model/rules/lost_job.h"
#include "model/rules/lost_wakeup.h"
#include "model/rules/mutex_misuse.h"
#include "model/rules/progress.h"
#include "model/rules/rule_book.h"
#include "model/rules/spec_path.h"
#include "model/rules/use_after_free.h"

namespace interleave {

// The first rule that a record breaks is the one that is reported, so what says more comes first:
//
// - use of what is destroyed before all that such a use would break as well;
// - the order of locks before the deadlock that it may have led to, except a lock that is requested
//   by its own holder, which the order leaves to the deadlock;
// - in a run that has come to rest: who is not woken, who waits for a lock, which call, which
//   sum, what is left; then that shutdown does not end, then that nothing does;
// - that the run was no path of the specification when no rule knows better.
std::vector<std::unique_ptr<Monitor>> all_rules() {
  std::vector<std::unique_ptr<Monitor>> rules;
  rules.push_back(std::make_unique<MutexMisuse>());
  rules.push_back(std::make_unique<UseAfterFree>());
  rules.push_back(std::make_unique<LockOrder>());
  rules.push_back(std::make_unique<ApiUnderLock>());
  rules.push_back(std::make_unique<LockAcrossBlocking>());
  rules.push_back(std::make_unique<LostWakeup>());
  rules.push_back(std::make_unique<Deadlock>());
  rules.push_back(std::make_unique<LostJob>());
  rules.push_back(std::make_unique<Accounting>());
  rules.push_back(std::make_unique<Leak>());
  rules.push_back(std::make_unique<BoundedShutdown>());
  rules.push_back(std::make_unique<Liveness>());
  rules.push_back(std::make_unique<Progress>());
  rules.push_back(std::make_unique<SpecPath>());
  return rules;
}

}  // namespace interleave
