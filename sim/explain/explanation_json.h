// An explanation for programs; the HTML page is one of them.
#ifndef INTERLEAVE_SIM_EXPLAIN_EXPLANATION_JSON_H_
#define INTERLEAVE_SIM_EXPLAIN_EXPLANATION_JSON_H_

#include <string>

#include "sim/explain/explanation.h"
#include "sim/replay/recording.h"

namespace interleave::sim {

// One object:
//   scenario, parameters, strategy, seed ("0x2a"), hash
//   rule, what, details        empty where every rule held
//   finding                    index in `steps`, or null
//   threads                    [{name, path}]; the first is the world
//   steps                      [{step: "41", thread, event, object, words, time (ns)}]; thread is
//   an
//                              index in `threads`
//   spans                      [{kind, thread, object, begin, end}]: indices in `steps`; `end` may
//                              be their number
//   wakeups                    [{from, to}]: indices in `steps`
//   decisions                  [{kind, options, taken, words, step}]: index in `steps` of what
//                              comes after it
//   pair                       null, or [{step: index or null, thread, words, stack}, the same]
//   exchanges_tried, search_complete
//   waiting                    [{thread, words, holds, awaits: thread or null, stack}]
// A stack is [{function, file, line, module, program}], innermost first; `program`: it is of the
// program under test.
std::string explanation_json(const Explanation& explanation, const Recording& recording);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_EXPLANATION_JSON_H_
