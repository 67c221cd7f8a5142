// The files of page/, put into the program when it is built.
#ifndef INTERLEAVE_SIM_EXPLAIN_PAGE_ASSETS_H_
#define INTERLEAVE_SIM_EXPLAIN_PAGE_ASSETS_H_

#include <string_view>

namespace interleave::sim {

// A frame with the places {{title}}, {{style}}, {{data}} and {{script}}, in this order.
extern const std::string_view kPageHtml;
extern const std::string_view kPageCss;
extern const std::string_view kPageJs;

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_PAGE_ASSETS_H_
