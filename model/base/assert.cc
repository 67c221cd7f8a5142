#include "model/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace interleave {

[[gnu::weak]] void assertion_failed(const AssertionSite& site) {
  std::fprintf(stderr, "%s:%d: assertion failed: %s (%s)\n", site.file, site.line, site.message,
               site.expression);
  std::abort();
}

}  // namespace interleave
