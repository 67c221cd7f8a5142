#include "sim/control/lost_control.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dlfcn.h>
#include <fmt/format.h>

#include "sim/control/stack_names.h"

namespace interleave::sim::control {
namespace {

// Functions of the engine that stand below the program on the stack of each thread; run has the
// root's body.
constexpr std::string_view kEngine = "interleave::sim::Engine::";
constexpr std::string_view kBelowTheProgram[] = {"run_body(", "run_thread(", "fiber_entry(",
                                                 "run("};

bool is_engine(std::string_view function) {
  return function.starts_with(kEngine);
}

bool is_of_this_folder(std::string_view function) {
  return function.starts_with("interleave::sim::control::");
}

bool is_below_the_program(std::string_view function) {
  function.remove_prefix(kEngine.size());
  for (const std::string_view name : kBelowTheProgram) {
    if (function.starts_with(name)) return true;
  }
  return false;
}

// The frames of the program, or none when the engine has called what has made the call: the nearest
// function of the engine on the stack decides.
std::span<const void* const> frames_of_the_program(std::span<const void* const> frames) {
  while (!frames.empty() && is_of_this_folder(function_name(frames[0]))) frames = frames.subspan(1);
  // The watched function.
  if (!frames.empty()) frames = frames.subspan(1);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const std::string name = function_name(frames[i]);
    if (is_engine(name)) return is_below_the_program(name) ? frames.first(i) : frames.first(0);
  }
  return frames;
}

}  // namespace

void lose_control(const char* call) {
  std::vector<std::string> stack;
  {
    // Looking at the stack takes locks, and more.
    const OutsideOfRun outside;
    const CallStack all = call_stack();
    const std::span<const void* const> frames = frames_of_the_program(all.frames());
    if (frames.empty()) return;
    stack = stack_lines(frames);
  }
  run_of_this_thread()->on_lost_control(
      fmt::format("the program has called {}, which no seed decides", call), std::move(stack));
}

void* find_next(const char* name) {
  // Condition variables have an older version, which dlsym may find first.
  if (void* found = dlvsym(RTLD_NEXT, name, "GLIBC_2.3.2")) return found;
  return dlsym(RTLD_NEXT, name);
}

}  // namespace interleave::sim::control
