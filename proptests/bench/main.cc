// interleave_bench_engine: speed, the cost of a point, and schedules to known bugs, as ratios.
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "proptests/bench/bars.h"
#include "proptests/bench/bug_table.h"
#include "proptests/bench/options.h"
#include "proptests/bench/row.h"
#include "proptests/bench/speed_table.h"

namespace interleave::bench {
namespace {

bool write(const std::vector<Row>& rows, const std::string& path) {
  std::ofstream file(path);
  file << to_json(rows);
  file.close();
  if (!file) fmt::print(stderr, "{} cannot be written\n", path);
  return !file.fail();
}

int run(const Options& options) {
  std::vector<Row> rows;
  if (!measure_speed(options, rows)) return 1;
  print_speed(rows);
  measure_bugs(options, rows);
  print_published(rows);
  hunt_safe_stack(options, rows);
  if (rows.empty()) {
    fmt::print(stderr, "nothing has \"{}\" in its name and a strategy \"{}\"\n", options.only,
               options.strategy);
    return 2;
  }
  print_bars(check_bars(rows));
  return options.json.empty() || write(rows, options.json) ? 0 : 1;
}

}  // namespace
}  // namespace interleave::bench

int main(int argc, char** argv) {
  using namespace interleave::bench;
  if (argc == 2 && std::string_view(argv[1]) == "--help") {
    fmt::print("{}", kUsage);
    return 0;
  }
  std::string complaint;
  const std::optional<Options> options = parse(argc, argv, complaint);
  if (options) return run(*options);
  fmt::print(stderr, "interleave_bench_engine: {}\n{}", complaint, kUsage);
  return 2;
}
