// Results of campaigns: any text is read or refused, and what was read is written and read alike.
#include <string>
#include <variant>

#include "proptests/fuzz/fuzz.h"
#include "sim/campaign/results_file.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using interleave::fuzz::must;
  using interleave::sim::CampaignReport;
  const auto read = interleave::sim::parse_results(interleave::fuzz::as_text(data, size));
  const auto* report = std::get_if<CampaignReport>(&read);
  if (report == nullptr) return 0;
  const std::string text = to_text(*report);
  const auto again = interleave::sim::parse_results(text);
  must(std::holds_alternative<CampaignReport>(again));
  must(to_text(std::get<CampaignReport>(again)) == text);
  return 0;
}
