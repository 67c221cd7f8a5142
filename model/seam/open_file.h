// An open file that passes from one process to another beside the bytes of a local stream: what a
// descriptor stands for.
#ifndef INTERLEAVE_MODEL_SEAM_OPEN_FILE_H_
#define INTERLEAVE_MODEL_SEAM_OPEN_FILE_H_

#include <memory>

namespace interleave {

// Each world has its own; a program holds it by a FileRef and hands it on by moving that.
class OpenFile {
 public:
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  // Closes it. Any thread; it may block, so that no lock is held (T9).
  virtual ~OpenFile() = default;

  // The descriptor, for a library that takes a number. It stays this object's: who wants to keep it
  // duplicates it.
  [[nodiscard]] virtual int number() const = 0;

 protected:
  OpenFile() = default;
};

// Whoever has it last closes the file.
using FileRef = std::unique_ptr<OpenFile>;

// What has come beside the bytes of one read.
struct Arrival {
  FileRef file;       // null: none
  bool lost = false;  // one has come that this process has no room for, or several at once
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_SEAM_OPEN_FILE_H_
