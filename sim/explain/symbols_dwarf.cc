// Symbols by elfutils: libdw reads the debug information, libdwfl knows this process's modules.
#include <optional>
#include <string_view>

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <unistd.h>

#include "sim/explain/frame.h"
#include "sim/explain/symbols.h"

namespace interleave::sim {
namespace {

// Debug information is in the files themselves: nothing is looked for elsewhere.
int find_no_debuginfo(Dwfl_Module*, void**, const char*, Dwarf_Addr, const char*, const char*,
                      GElf_Word, char**) {
  return -1;
}

const char* as_text(Dwarf_Die* die, unsigned attribute) {
  Dwarf_Attribute found;
  Dwarf_Attribute* value = dwarf_attr_integrate(die, attribute, &found);
  return value == nullptr ? nullptr : dwarf_formstring(value);
}

std::string name_of(Dwarf_Die* die) {
  if (const char* symbol = as_text(die, DW_AT_linkage_name)) return function_name(symbol);
  const char* name = dwarf_diename(die);
  if (name == nullptr) return {};
  // Without a linker's symbol the name stands alone, and that of a lambda says nothing.
  return std::string_view(name) == "operator()" ? "lambda" : name;
}

// The child of `scope`, of one of these tags, that contains the address.
std::optional<Dwarf_Die> child_at(Dwarf_Die scope, Dwarf_Addr address,
                                  std::initializer_list<int> tags) {
  Dwarf_Die child;
  if (dwarf_child(&scope, &child) != 0) return std::nullopt;
  do {
    const int tag = dwarf_tag(&child);
    if (tag == DW_TAG_namespace) {
      if (const auto inner = child_at(child, address, tags)) return inner;
    }
    for (const int wanted : tags) {
      if (tag == wanted && dwarf_haspc(&child, address) > 0) return child;
    }
  } while (dwarf_siblingof(&child, &child) == 0);
  return std::nullopt;
}

// The function that contains the address and what is inlined there, outermost first.
std::vector<Dwarf_Die> functions_at(Dwarf_Die unit, Dwarf_Addr address) {
  std::vector<Dwarf_Die> functions;
  std::optional<Dwarf_Die> scope = child_at(unit, address, {DW_TAG_subprogram});
  while (scope) {
    if (dwarf_tag(&*scope) != DW_TAG_lexical_block) functions.push_back(*scope);
    scope = child_at(*scope, address, {DW_TAG_inlined_subroutine, DW_TAG_lexical_block});
  }
  return functions;
}

struct Place {
  std::string file;
  std::uint32_t line = 0;
};

// Where the inlined function is called.
Place call_place(Dwarf_Die* unit, Dwarf_Die* inlined) {
  Dwarf_Attribute attribute;
  Dwarf_Word file = 0;
  Dwarf_Word line = 0;
  Dwarf_Files* files = nullptr;
  std::size_t count = 0;
  if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_file, &attribute), &file) != 0 ||
      dwarf_formudata(dwarf_attr(inlined, DW_AT_call_line, &attribute), &line) != 0 ||
      dwarf_getsrcfiles(unit, &files, &count) != 0) {
    return {};
  }
  const char* path = dwarf_filesrc(files, file, nullptr, nullptr);
  if (path == nullptr) return {};
  return {path, static_cast<std::uint32_t>(line)};
}

Place place_at(Dwarf_Die* unit, Dwarf_Addr address) {
  Dwarf_Line* found = dwarf_getsrc_die(unit, address);
  int line = 0;
  if (found == nullptr || dwarf_lineno(found, &line) != 0) return {};
  const char* file = dwarf_linesrc(found, nullptr, nullptr);
  if (file == nullptr) return {};
  return {file, static_cast<std::uint32_t>(line)};
}

// The compilation unit that contains the address. All are asked: not every compiler writes the
// table that would make this quick.
std::optional<Dwarf_Die> unit_at(Dwfl_Module* module, Dwarf_Addr address, Dwarf_Addr& bias) {
  Dwarf_Die* unit = nullptr;
  while ((unit = dwfl_module_nextcu(module, unit, &bias)) != nullptr) {
    if (dwarf_haspc(unit, address - bias) > 0) return *unit;
  }
  return std::nullopt;
}

}  // namespace

struct Symbols::Parts {
  Parts() : session(dwfl_begin(&callbacks)) {
    if (session == nullptr) return;
    dwfl_report_begin(session);
    dwfl_linux_proc_report(session, getpid());
    dwfl_report_end(session, nullptr, nullptr);
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
  ~Parts() {
    if (session != nullptr) dwfl_end(session);
  }

  void add(std::uintptr_t address, std::vector<Frame>& frames) {
    Dwfl_Module* module = session == nullptr ? nullptr : dwfl_addrmodule(session, address);
    if (module == nullptr) {
      set_module(frames.emplace_back(), address);
      return;
    }
    Dwarf_Addr bias = 0;
    std::optional<Dwarf_Die> unit = unit_at(module, address, bias);
    std::vector<Dwarf_Die> functions;
    Place place;
    if (unit) {
      functions = functions_at(*unit, address - bias);
      place = place_at(&*unit, address - bias);
    }
    for (std::size_t i = functions.size(); i > 1; --i) {
      Frame& frame = frames.emplace_back();
      set_module(frame, address);
      frame.function = name_of(&functions[i - 1]);
      set_place(frame, place.file, place.line);
      place = call_place(&*unit, &functions[i - 1]);
    }
    Frame& frame = frames.emplace_back();
    set_module(frame, address);
    const char* symbol = dwfl_module_addrname(module, address);
    if (symbol != nullptr) {
      frame.function = function_name(symbol);
    } else if (!functions.empty()) {
      frame.function = name_of(&functions.front());
    }
    set_place(frame, place.file, place.line);
  }

  Dwfl_Callbacks callbacks = {.find_elf = dwfl_linux_proc_find_elf,
                              .find_debuginfo = find_no_debuginfo,
                              .section_address = nullptr,
                              .debuginfo_path = nullptr};
  Dwfl* session;
};

Symbols::Symbols() : parts_(std::make_unique<Parts>()) {}
Symbols::~Symbols() = default;

std::vector<Frame> Symbols::frames(const RawStack& stack) {
  std::vector<Frame> frames;
  // A return address may be the first of the next line.
  for (const std::uintptr_t address : stack) parts_->add(address - 1, frames);
  return frames;
}

}  // namespace interleave::sim
