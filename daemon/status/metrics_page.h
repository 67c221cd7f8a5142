// The statistics as metrics for Prometheus: the page /metrics.
#ifndef INTERLEAVE_DAEMON_STATUS_METRICS_PAGE_H_
#define INTERLEAVE_DAEMON_STATUS_METRICS_PAGE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "daemon/core/statistics.h"
#include "daemon/status/page.h"

namespace interleave::daemon {

// The name of a procedure of a program; empty where it has none.
using ProcedureNames = std::function<std::string_view(std::uint32_t, std::int32_t)>;

// docs/operating.md has the table of them.
Page metrics_page(const Statistics& statistics, const ProcedureNames& names);

// "idle", "call", "work", "closing".
std::string_view to_string(Activity::Kind kind);

// "DOMAIN_GET_STATE", or "procedure 77 of 0x20008086"; empty for who makes no call.
std::string procedure_of(const Activity& activity, const ProcedureNames& names);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_STATUS_METRICS_PAGE_H_
