#include "proptests/bench/row.h"

#include <algorithm>
#include <limits>

#include "sim/json/json.h"

namespace interleave::bench {
namespace {

constexpr double kNull = std::numeric_limits<double>::quiet_NaN();

void member(sim::JsonWriter& json, std::string_view name, std::optional<std::uint64_t> count) {
  if (count) {
    json.member(name, *count);
  } else {
    json.member(name, kNull);
  }
}

}  // namespace

double Row::get(std::string_view name) const {
  const auto value = std::find_if(more.begin(), more.end(),
                                  [name](const auto& each) { return each.first == name; });
  return value == more.end() ? 0 : value->second;
}

const Row* find(const std::vector<Row>& rows, std::string_view bench, std::string_view strategy) {
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& each) {
    return each.bench == bench && each.strategy == strategy;
  });
  return row == rows.end() ? nullptr : &*row;
}

std::string to_json(const std::vector<Row>& rows) {
  sim::JsonWriter json;
  json.open_array();
  for (const Row& row : rows) {
    json.open_object();
    json.member("bench", row.bench);
    json.member("strategy", row.strategy);
    json.member("schedules_per_s", row.schedules_per_s.value_or(kNull));
    json.member("points_per_schedule", row.points_per_schedule.value_or(kNull));
    json.member("mean_schedules_to_bug", row.mean_schedules_to_bug.value_or(kNull));
    member(json, "trials", row.trials);
    member(json, "found", row.found);
    for (const auto& [name, value] : row.more) json.member(name, value);
    json.close();
  }
  json.close();
  return json.text();
}

}  // namespace interleave::bench
