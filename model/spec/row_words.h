// The words in which the rows of the tables are written; for the files that have rows alone.
#ifndef INTERLEAVE_MODEL_SPEC_ROW_WORDS_H_
#define INTERLEAVE_MODEL_SPEC_ROW_WORDS_H_

#include "model/spec/conditions.h"
#include "model/spec/effects.h"
#include "model/spec/tables.h"

namespace interleave::spec::row_words {

using namespace conditions;  // NOLINT: this is what the header is for
using namespace effects;     // NOLINT
using enum Place;
using enum Who;
using enum Kind;
using enum Locks;
inline constexpr Choice own = Choice::own;
inline constexpr Choice client = Choice::client;
inline constexpr Choice other = Choice::worker;

}  // namespace interleave::spec::row_words

#endif  // INTERLEAVE_MODEL_SPEC_ROW_WORDS_H_
