// Writes JSON (RFC 8259).
#ifndef INTERLEAVE_SIM_JSON_JSON_H_
#define INTERLEAVE_SIM_JSON_JSON_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::sim {

// One document, built front to back: containers are opened and closed, members are named. The
// caller closes what it opens.
//
//   JsonWriter json;
//   json.open_object();
//   json.member("schedules", std::uint64_t{3});
//   json.key("scenarios").open_array(); ... json.close();
//   json.close();
class JsonWriter {
 public:
  void open_object() { open('{', '}'); }
  void open_array() { open('[', ']'); }
  // Ends the innermost open container.
  void close();

  // The name of the next value of an object.
  JsonWriter& key(std::string_view name);

  // Bytes that are no UTF-8 become U+FFFD.
  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool truth);
  void value(std::uint64_t number);
  // Not finite numbers become null.
  void value(double number);
  // With all its digits.
  void exact(double number);
  void null();

  template <class Value>
  void member(std::string_view name, const Value& what) {
    key(name).value(what);
  }

  // The document, with a line break at its end.
  [[nodiscard]] std::string text() const { return out_ + "\n"; }

 private:
  void open(char opening, char closing);
  void before_value();
  void new_line();

  std::string out_;
  std::vector<char> closings_;  // of the open containers
  bool first_ = true;           // nothing is in the innermost one yet
  bool after_key_ = false;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_JSON_JSON_H_
