// Parameters of a scenario as text: "producers=3 consumers=2".
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_TOY_PARAMETERS_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_TOY_PARAMETERS_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::proptests::toy {

struct Parameter {
  std::string_view name;
  std::uint32_t value;
};

std::string to_text(std::initializer_list<Parameter> parameters);

// The values of exactly these names, in this order. Absent when the text is otherwise, or a value
// is not from 1 to 100.
std::optional<std::vector<std::uint32_t>> parse(std::string_view text,
                                                std::initializer_list<std::string_view> names);

}  // namespace interleave::proptests::toy

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_TOY_PARAMETERS_H_
