// Compares the transcripts with the files of a directory, or writes them anew.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include "proptests/transcripts/transcripts.h"

namespace {

namespace fs = std::filesystem;
using interleave::proptests::Transcript;

constexpr std::string_view kUsage =
    "Usage: transcripts DIRECTORY             compare the transcripts with the files there\n"
    "       transcripts --rewrite DIRECTORY   write the files anew\n";

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

fs::path file_of(const fs::path& directory, const Transcript& transcript) {
  return directory / (std::string(transcript.name) + ".txt");
}

// The number of the first line in which the two differ, from 1.
std::ptrdiff_t first_difference(const std::string& one, const std::string& other) {
  const auto at = std::ranges::mismatch(one, other).in1;
  return 1 + std::count(one.begin(), at, '\n');
}

bool is_as_written(const fs::path& file, const std::string& now) {
  const std::string written = read(file);
  if (written == now) return true;
  std::fprintf(stderr, "%s: differs from line %td on\n", file.c_str(),
               first_difference(written, now));
  return false;
}

bool rewrite(const fs::path& file, const std::string& now) {
  std::ofstream out(file, std::ios::binary);
  out << now;
  out.close();
  if (!out) std::fprintf(stderr, "%s: cannot be written\n", file.c_str());
  return bool(out);
}

// Files that no transcript has.
bool are_all_known(const fs::path& directory) {
  std::set<fs::path> known;
  for (const Transcript& each : interleave::proptests::transcripts()) {
    known.insert(file_of(directory, each));
  }
  bool all = true;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (known.contains(entry.path())) continue;
    std::fprintf(stderr, "%s: is no transcript\n", entry.path().c_str());
    all = false;
  }
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  const bool writes = argc == 3 && std::string_view(argv[1]) == "--rewrite";
  if (!writes && argc != 2) {
    std::fwrite(kUsage.data(), 1, kUsage.size(), stderr);
    return 2;
  }
  const fs::path directory = argv[argc - 1];
  if (!fs::is_directory(directory)) {
    std::fprintf(stderr, "%s: is no directory\n", directory.c_str());
    return 2;
  }
  bool good = true;
  for (const Transcript& each : interleave::proptests::transcripts()) {
    const std::string now = interleave::proptests::text_of(each);
    const fs::path file = file_of(directory, each);
    good = (writes ? rewrite(file, now) : is_as_written(file, now)) && good;
  }
  good = are_all_known(directory) && good;
  if (!good && !writes) {
    std::fprintf(stderr, "If this is what the daemon is to do now: %s --rewrite %s\n", argv[0],
                 directory.c_str());
  }
  return good ? 0 : 1;
}
