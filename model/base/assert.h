// Assertions: for what must be true if this program is correct. They stay on in every build.
//
// Errors (bad input, a peer that vanishes, a resource that is exhausted) are never assertions: they
// are values that somebody handles.
#ifndef INTERLEAVE_MODEL_BASE_ASSERT_H_
#define INTERLEAVE_MODEL_BASE_ASSERT_H_

namespace interleave {

// Where a failed assertion stands.
struct AssertionSite {
  const char* expression;
  const char* message;
  const char* file;
  int line;
};

// Ends the program (std::abort) after one line on standard error. It is a weak symbol: the
// simulator replaces it, so that an assertion that fails in a simulated run is a finding with a
// recording. Any thread may call it, with any lock held.
[[noreturn]] void assertion_failed(const AssertionSite& site);

}  // namespace interleave

// Asserts `condition`; `message` is a literal that says what went wrong, for whoever reads the log.
#define IL_ASSERT(condition, message)                                                         \
  do {                                                                                        \
    if (!(condition)) [[unlikely]] {                                                          \
      ::interleave::assertion_failed({#condition, message, __FILE__, __LINE__}); /* NOLINT */ \
    }                                                                                         \
  } while (false)

#endif  // INTERLEAVE_MODEL_BASE_ASSERT_H_
