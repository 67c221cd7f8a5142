#include "sim/control/stack_names.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include <cxxabi.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <unwind.h>

#include "sim/control/symbol_file.h"

namespace interleave::sim::control {
namespace {

std::string demangled(const char* symbol) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(symbol, nullptr, nullptr, &status), &std::free);
  return status == 0 && name ? std::string(name.get()) : std::string(symbol);
}

// "(anonymous namespace)::" tells a reader nothing.
std::string readable(std::string name) {
  constexpr std::string_view kNoise[] = {"(anonymous namespace)::", "[abi:cxx11]"};
  for (const std::string_view noise : kNoise) {
    for (auto at = name.find(noise); at != std::string::npos; at = name.find(noise, at)) {
      name.erase(at, noise.size());
    }
  }
  return name;
}

// What a std::function holds, from the name of the function that calls it; otherwise `name`:
// "std::_Function_handler<void (int, int), held>::_M_invoke(...)".
std::string held_function(const std::string& name) {
  constexpr std::string_view kBefore = "std::_Function_handler<";
  constexpr std::string_view kAfter = ">::_M_invoke(";
  const std::size_t end = name.rfind(kAfter);
  if (!name.starts_with(kBefore) || end == std::string::npos) return name;
  int depth = 0;
  for (std::size_t i = kBefore.size(); i < end; ++i) {
    if (name[i] == '(' || name[i] == '<') ++depth;
    if (name[i] == ')' || name[i] == '>') --depth;
    if (name[i] == ',' && depth == 0) return name.substr(i + 2, end - i - 2);
  }
  return name;
}

bool is_machinery(std::string_view name) {
  return name.starts_with("interleave::sim::Simulation::") ||
         name.starts_with("interleave::sim::Engine::") || name.starts_with("std::") ||
         name.starts_with("__") || name.find(" std::") < name.find('(');
}

}  // namespace

CallStack call_stack() {
  CallStack stack;
  _Unwind_Backtrace(
      [](_Unwind_Context* context, void* result) {
        const auto address = static_cast<std::uintptr_t>(_Unwind_GetIP(context));
        if (address == 0) return _URC_END_OF_STACK;
        // The call, not what comes after it: that may be another function.
        const bool more =
            static_cast<CallStack*>(result)->add(reinterpret_cast<const void*>(address - 1));
        return more ? _URC_NO_REASON : _URC_END_OF_STACK;
      },
      &stack);
  return stack;
}

std::string function_name(const void* address) {
  Dl_info info = {};
  if (dladdr(address, &info) == 0) return {};
  // The executable's dynamic symbols are but a few of those that its file has.
  const std::string symbol = symbol_at(info.dli_fname, info.dli_fbase, address);
  if (!symbol.empty()) return readable(demangled(symbol.c_str()));
  return info.dli_sname != nullptr ? readable(demangled(info.dli_sname)) : std::string();
}

__attribute__((weak)) std::vector<std::string> stack_lines(std::span<const void* const> frames) {
  std::vector<std::string> lines;
  std::string before;
  for (const void* frame : frames) {
    const std::string name = held_function(function_name(frame));
    // A std::function's target stands there twice where nothing is inlined.
    if (name.empty() || is_machinery(name) || before.starts_with(name)) continue;
    before = name;
    lines.push_back(fmt::format("{} {}", lines.empty() ? "in" : "called by", name));
  }
  return lines;
}

}  // namespace interleave::sim::control
