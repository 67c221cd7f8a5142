#include "sim/control/symbol_file.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include <fcntl.h>
#include <link.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave::sim::control {
namespace {

// A file's bytes; none when it cannot be read.
class MappedFile {
 public:
  explicit MappedFile(const char* path) {
    const int descriptor = ::open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    struct stat status = {};
    if (::fstat(descriptor, &status) == 0 && status.st_size > 0) {
      size_ = static_cast<std::size_t>(status.st_size);
      data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
      if (data_ == MAP_FAILED) data_ = nullptr;
    }
    ::close(descriptor);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() {
    if (data_ != nullptr) ::munmap(data_, size_);
  }

  // `count` structures at `offset`; none where the file is too short for them.
  template <class T>
  [[nodiscard]] std::span<const T> at(std::size_t offset, std::size_t count) const {
    if (data_ == nullptr || offset > size_ || count > (size_ - offset) / sizeof(T)) return {};
    return {reinterpret_cast<const T*>(static_cast<const char*>(data_) + offset), count};
  }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

const ElfW(Ehdr) * header_of(const MappedFile& file) {
  const auto headers = file.at<ElfW(Ehdr)>(0, 1);
  if (headers.empty()) return nullptr;
  const ElfW(Ehdr)& header = headers.front();
  constexpr unsigned char kClass = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
  const bool fits = std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
                    header.e_ident[EI_CLASS] == kClass && header.e_shentsize == sizeof(ElfW(Shdr));
  return fits ? &header : nullptr;
}

// The program was started by some path, which may lead elsewhere by now.
bool is_program(const ElfW(Ehdr) & loaded, const void* base) {
  return getauxval(AT_PHDR) == reinterpret_cast<std::uintptr_t>(base) + loaded.e_phoff;
}

// The name of the function at `value` among `symbols`, whose names are in `names`.
std::string name_among(std::span<const ElfW(Sym)> symbols, std::span<const char> names,
                       std::uintptr_t value) {
  for (const ElfW(Sym) & symbol : symbols) {
    const bool function = (symbol.st_info & 0xf) == STT_FUNC && symbol.st_shndx != SHN_UNDEF;
    if (!function || value < symbol.st_value || value - symbol.st_value >= symbol.st_size) continue;
    if (symbol.st_name >= names.size()) continue;
    const std::span<const char> rest = names.subspan(symbol.st_name);
    return std::string(rest.data(), strnlen(rest.data(), rest.size()));
  }
  return {};
}

}  // namespace

std::string symbol_at(const char* file, const void* base, const void* address) {
  const auto& loaded = *static_cast<const ElfW(Ehdr)*>(base);
  const MappedFile mapped(is_program(loaded, base) ? "/proc/self/exe" : file);
  const ElfW(Ehdr)* header = header_of(mapped);
  if (header == nullptr) return {};
  std::uintptr_t value = reinterpret_cast<std::uintptr_t>(address);
  if (header->e_type == ET_DYN) value -= reinterpret_cast<std::uintptr_t>(base);
  const auto sections = mapped.at<ElfW(Shdr)>(header->e_shoff, header->e_shnum);
  for (const ElfW(Shdr) & section : sections) {
    if (section.sh_type != SHT_SYMTAB || section.sh_link >= sections.size()) continue;
    const ElfW(Shdr)& strings = sections[section.sh_link];
    return name_among(mapped.at<ElfW(Sym)>(section.sh_offset, section.sh_size / sizeof(ElfW(Sym))),
                      mapped.at<char>(strings.sh_offset, strings.sh_size), value);
  }
  return {};
}

}  // namespace interleave::sim::control
