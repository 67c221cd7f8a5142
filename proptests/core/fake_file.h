// Open files for tests: numbers, and how many are open.
#ifndef INTERLEAVE_PROPTESTS_CORE_FAKE_FILE_H_
#define INTERLEAVE_PROPTESTS_CORE_FAKE_FILE_H_

#include <memory>

#include "model/seam/open_file.h"

namespace interleave::proptests {

class FakeFile final : public OpenFile {
 public:
  FakeFile(int number, int& open) : number_(number), open_(open) { ++open_; }
  ~FakeFile() override { --open_; }
  [[nodiscard]] int number() const override { return number_; }

 private:
  const int number_;
  int& open_;
};

inline FileRef fake_file(int number, int& open) {
  return std::make_unique<FakeFile>(number, open);
}

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_CORE_FAKE_FILE_H_
