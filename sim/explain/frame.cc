// What all frames have, however they were found.
#include "sim/explain/frame.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include <cxxabi.h>
#include <dlfcn.h>
#include <fmt/format.h>

namespace interleave::sim {
namespace {

// Takes out every `part`.
void erase_all(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at)) {
    text.erase(at, part.size());
  }
}

void replace_all(std::string& text, std::string_view part, std::string_view by) {
  for (std::size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + by.size())) {
    text.replace(at, part.size(), by);
  }
}

// Clang's "::$_3" is the fourth lambda of a function.
void name_lambdas(std::string& name) {
  constexpr std::string_view kMark = "::$_";
  for (std::size_t at = name.find(kMark); at != std::string::npos; at = name.find(kMark, at)) {
    std::size_t end = at + kMark.size();
    while (end < name.size() && name[end] >= '0' && name[end] <= '9') ++end;
    name.replace(at, end - at, "::lambda");
  }
}

// Takes out what stands in brackets, with the brackets, at every depth.
std::string without_brackets(std::string_view text, char open, char close) {
  std::string result;
  int depth = 0;
  for (const char c : text) {
    if (c == close && depth > 0) {
      --depth;
    } else if (c == open) {
      ++depth;
    } else if (depth == 0) {
      result += c;
    }
  }
  return result;
}

// Folders of the project: what is compiled elsewhere, and where, says nothing to a reader.
constexpr std::string_view kSimulator[] = {
    "/sim/engine/", "/sim/world/",   "/sim/strategies/", "/sim/replay/",  "/sim/explain/",
    "/sim/shrink/", "/sim/control/", "/sim/campaign/",   "/sim/cli/",     "/model/seam/",
    "/model/base/", "/model/locks/", "/model/trace/",    "/model/rules/",
};
constexpr std::string_view kProgram[] = {"/proptests/",     "/daemon/core/",    "/daemon/rpc/",
                                         "/daemon/config/", "/daemon/libvirt/", "/daemon/asio/"};

// Where the path within the project begins; npos for other files.
std::size_t find_folder(std::string_view path, std::span<const std::string_view> folders) {
  for (const std::string_view folder : folders) {
    const std::size_t at = path.rfind(folder);
    if (at != std::string_view::npos) return at + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::string function_name(const char* symbol) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> demangled(
      abi::__cxa_demangle(symbol, nullptr, nullptr, &status), &std::free);
  if (status != 0 || !demangled) return symbol;
  std::string name = demangled.get();
  replace_all(name, "(anonymous namespace)::", "");
  replace_all(name, "operator()", "\x01");
  replace_all(name, "'lambda'", "lambda");
  replace_all(name, "{lambda", "lambda{");
  name = without_brackets(name, '(', ')');
  name = without_brackets(name, '{', '}');
  name = without_brackets(name, '[', ']');
  if (name.find("operator<") == std::string::npos && name.find("->") == std::string::npos) {
    name = without_brackets(name, '<', '>');
  }
  erase_all(name, " const");
  // What is left before a blank is the return type of a template.
  if (const std::size_t blank = name.rfind(' ');
      blank != std::string::npos && name.find("operator") == std::string::npos) {
    name.erase(0, blank + 1);
  }
  name_lambdas(name);
  replace_all(name, "lambda::\x01", "lambda");
  replace_all(name, "\x01", "operator()");
  erase_all(name, "interleave::");
  return name;
}

void set_place(Frame& frame, std::string_view file, std::uint32_t line) {
  std::string path = std::filesystem::path(file).lexically_normal().string();
  const std::size_t simulator = find_folder(path, kSimulator);
  const std::size_t top =
      simulator != std::string_view::npos ? simulator : find_folder(path, kProgram);
  if (top != std::string_view::npos) path.erase(0, top);
  frame.of_program =
      !path.empty() && simulator == std::string_view::npos && !path.starts_with("/usr/");
  frame.file = std::move(path);
  frame.line = line;
}

void set_module(Frame& frame, std::uintptr_t address) {
  Dl_info info{};
  if (dladdr(reinterpret_cast<const void*>(address), &info) == 0 || info.dli_fname == nullptr) {
    frame.module = fmt::format("{:#x}", address);
    return;
  }
  const std::string_view path = info.dli_fname;
  const std::uintptr_t offset = address - reinterpret_cast<std::uintptr_t>(info.dli_fbase);
  frame.module = fmt::format("{}+{:#x}", path.substr(path.rfind('/') + 1), offset);
}

std::string Frame::text() const {
  if (file.empty()) return function.empty() ? module : fmt::format("{} in {}", function, module);
  return fmt::format("{} at {}:{}", function.empty() ? "?" : function, file, line);
}

std::vector<Frame> program_frames(const std::vector<Frame>& frames) {
  std::vector<Frame> own;
  std::ranges::copy_if(frames, std::back_inserter(own),
                       [](const Frame& frame) { return frame.of_program; });
  if (!own.empty()) return own;
  std::ranges::copy_if(frames, std::back_inserter(own),
                       [](const Frame& frame) { return frame.file.empty(); });
  return own;
}

}  // namespace interleave::sim
