#include "sim/explain/involved.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>

namespace interleave::sim {
namespace {

bool in_a_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
}

// Does the text name it, as a word of its own? "worker.1" is not in "worker.12".
bool names(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool full_stop = end + 1 == text.size() && text[end] == '.';
    if ((at == 0 || !in_a_word(text[at - 1])) &&
        (end == text.size() || full_stop || !in_a_word(text[end]))) {
      return true;
    }
  }
  return false;
}

void add(Involved& involved, const ObservedRun& run, ObjectId id) {
  if (const std::uint32_t number = run.number(id)) {
    involved.add_thread(number);
  } else {
    involved.add_object(id);
  }
}

// Whom the threads that are involved wait for is involved as well.
void add_awaited(Involved& involved, const ObservedRun& run) {
  StateWalk walk(run);
  walk.to(run.records.size());
  const RunState& state = walk.state();
  for (std::size_t round = 0; round < run.threads.size(); ++round) {
    const std::size_t before = involved.thread_count();
    for (std::uint32_t i = 1; i < run.threads.size(); ++i) {
      const RunState::ThreadInfo& thread = state.thread(run.threads[i].id);
      if (!involved.has_thread(i) || thread.ended || thread.blocked == Blocked::no) continue;
      add(involved, run, thread.blocked_on);
      involved.add_thread(run.number(state.object(thread.blocked_on).owner));
    }
    if (involved.thread_count() == before) break;
  }
}

}  // namespace

std::size_t Involved::thread_count() const {
  return static_cast<std::size_t>(std::ranges::count(threads_, true));
}

Involved involved_in_finding(const ObservedRun& run) {
  Involved involved(run);
  if (!run.result.finding) return involved;
  const Finding& finding = *run.result.finding;
  std::string text = finding.what;
  for (const std::string& detail : finding.details) text += "\n" + detail;
  for (std::uint32_t id = 1; id < run.objects.size(); ++id) {
    if (names(text, run.names(ObjectId{id}))) add(involved, run, ObjectId{id});
  }
  for (std::uint32_t i = 1; i < run.threads.size(); ++i) {
    if (names(text, run.threads[i].path)) involved.add_thread(i);
  }
  involved.set_named(involved.thread_count() > 0);
  if (const PassedPoint* point = run.broken_after()) {
    involved.add_thread(point->thread);
    add(involved, run, point->operation.object);
  } else if (finding.step >= 1 && finding.step <= run.records.size()) {
    const Record& record = run.records[finding.step - 1];
    involved.add_thread(run.number(record.thread));
    add(involved, run, record.object);
  }
  add_awaited(involved, run);
  return involved;
}

}  // namespace interleave::sim
