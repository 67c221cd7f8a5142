#include "sim/explain/html_page.h"

#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "sim/explain/explanation_json.h"
#include "sim/explain/page_assets.h"

namespace interleave::sim {
namespace {

std::string as_html(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

// Within a script element nothing may look like a tag or a comment. In JSON these characters stand
// in strings alone.
std::string as_script(std::string_view json) {
  std::string script;
  for (const char c : json) {
    if (c == '<' || c == '>' || c == '&') {
      script += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      script += c;
    }
  }
  return script;
}

// Replaces "{{name}}" once; what is put in is not looked at again.
class Template {
 public:
  explicit Template(std::string_view text) : rest_(text) {}
  void put(std::string_view name, std::string_view value) {
    const std::string mark = fmt::format("{{{{{}}}}}", name);
    const std::size_t at = rest_.find(mark);
    out_ += rest_.substr(0, at);
    out_ += value;
    rest_.remove_prefix(at + mark.size());
  }
  std::string text() { return std::move(out_) + std::string(rest_); }

 private:
  std::string_view rest_;
  std::string out_;
};

}  // namespace

std::string html_page(std::string_view title, std::string_view json) {
  Template page(kPageHtml);
  page.put("title", as_html(title));
  page.put("style", kPageCss);
  page.put("data", as_script(json));
  page.put("script", kPageJs);
  return page.text();
}

std::string html_page(const Explanation& explanation, const Recording& recording) {
  const std::string title = recording.rule.empty()
                                ? fmt::format("{}: every rule held", recording.scenario)
                                : fmt::format("{}: {}", recording.rule, recording.scenario);
  return html_page(title, explanation_json(explanation, recording));
}

}  // namespace interleave::sim
