// An explanation as one page for a browser.
#ifndef INTERLEAVE_SIM_EXPLAIN_HTML_PAGE_H_
#define INTERLEAVE_SIM_EXPLAIN_HTML_PAGE_H_

#include <string>
#include <string_view>

#include "sim/explain/explanation.h"
#include "sim/replay/recording.h"

namespace interleave::sim {

// A page that needs nothing but itself, and is not allowed to load anything: the document that
// explanation_json makes, and a script that shows it. Whatever the names of a program contain stays
// text.
std::string html_page(const Explanation& explanation, const Recording& recording);

// The same for any document and title.
std::string html_page(std::string_view title, std::string_view json);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_HTML_PAGE_H_
