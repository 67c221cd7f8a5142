// What others have published of the programs: mean schedules to the first bug.
#ifndef INTERLEAVE_PROPTESTS_PROGRAMS_PUBLISHED_H_
#define INTERLEAVE_PROPTESTS_PROGRAMS_PUBLISHED_H_

#include <array>
#include <cstddef>
#include <string_view>

namespace interleave::proptests::programs {

// Where a column comes from. `artifact`: the raw data of the SURW artifact (ASPLOS 2025), 20
// trials of at most 10,000 schedules, points at every access to memory. `rff`: those of the RFF
// artifact (ASPLOS 2024), PERIOD's run included. `shuttle`: Shuttle 0.9.3, measured on programs
// with the same points as ours; `probe`: a bare scheduler without monitors, likewise.
enum class Source { artifact, rff, shuttle, probe };

struct Column {
  Source source;
  // The strategy's name there, and the base of the same strategy's name here ("" for none).
  const char* name;
  const char* ours;
};

inline constexpr std::array kColumns = {Column{Source::artifact, "RW", "random"},
                                        Column{Source::artifact, "PCT3", "pct3"},
                                        Column{Source::artifact, "PCT10", ""},
                                        Column{Source::artifact, "POS", "pos"},
                                        Column{Source::artifact, "SURW", "surw"},
                                        Column{Source::artifact, "URW", "uniform"},
                                        Column{Source::rff, "PCT3", "pct3"},
                                        Column{Source::rff, "POS", "pos"},
                                        Column{Source::rff, "QL", ""},
                                        Column{Source::rff, "RFF", ""},
                                        Column{Source::rff, "PERIOD", ""},
                                        Column{Source::shuttle, "RW", "random"},
                                        Column{Source::shuttle, "PCT3", "pct3"},
                                        Column{Source::shuttle, "URW", "uniform"},
                                        Column{Source::probe, "RW", "random"},
                                        Column{Source::probe, "PCT3", "pct3"},
                                        Column{Source::probe, "PCT10", ""},
                                        Column{Source::probe, "POS", "pos"},
                                        Column{Source::probe, "URW", "uniform"},
                                        Column{Source::probe, "SURW", "surw"}};

// A cell as it was printed: "17", "3225 (16)" when only 16 of the trials found it, "0/20" when none
// did, "" when it was not run.
using Cell = const char*;

struct PublishedRow {
  const char* program;
  std::array<Cell, kColumns.size()> cells;
};

// Null for programs of which nothing is published.
const PublishedRow* published(std::string_view program);

// The mean of a cell; 0 where there is none.
double mean_of(Cell cell);
// Whether every trial found it.
bool always_found(Cell cell);

// Whether any of the published tools has found the program's bug.
bool found_by_anybody(const PublishedRow& row);

}  // namespace interleave::proptests::programs

#endif  // INTERLEAVE_PROPTESTS_PROGRAMS_PUBLISHED_H_
