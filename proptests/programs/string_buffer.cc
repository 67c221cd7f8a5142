// A text that shrinks between the question for its length and the copy.
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::proptests::programs {
namespace {

class StringBuffer {
 public:
  StringBuffer(sim::SimWorld& world, Name name, std::string text)
      : world_(world),
        mutex_(make_mutex(world, name)),
        length_(world, {"length", name.number}, text.size()),
        text_(std::move(text)) {}

  void erase(std::size_t from, std::size_t count) {
    const Locked lock(*mutex_);
    text_.erase(from, count);
    length_.store(text_.size());
  }
  void append(const std::string& more) {
    const Locked lock(*mutex_);
    text_ += more;
    length_.store(text_.size());
  }
  // Each of the two questions to `other` is answered under its lock; together they are not.
  void append(StringBuffer& other, Variant variant) {
    const Locked lock(*mutex_);
    if (variant == Variant::broken) {
      text_ += other.first(other.length());
    } else {
      text_ += other.all();
    }
    length_.store(text_.size());
  }

 private:
  std::size_t length() {
    const Locked lock(*mutex_);
    return length_.load();
  }
  std::string first(std::size_t count) {
    const Locked lock(*mutex_);
    check(world_, count <= length_.load(), "the text is shorter than it was");
    return text_.substr(0, count);
  }
  std::string all() {
    const Locked lock(*mutex_);
    return text_;
  }

  sim::SimWorld& world_;
  const std::unique_ptr<Mutex> mutex_;
  sim::Shared<std::size_t> length_;
  std::string text_;
};

}  // namespace

Body string_buffer() {
  return [](sim::SimWorld& world, Variant variant) {
    StringBuffer source(world, {"buffer", 1}, "abc");
    Crew crew(world);
    crew.start({"eraser"}, [&source] {
      source.erase(0, 3);
      source.append("abc");
    });
    crew.start({"appender"}, [&world, &source, variant] {
      StringBuffer target(world, {"buffer", 2}, "");
      target.append(source, variant);
    });
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
