// What the programs of the suite do, each with one bug, written from public descriptions of it
// (SCTBench, Chess, the CS, CB and Inspect collections; engines.md 3.2 and 3.4).
//
// A scheduling point stands before each spawn, join and lock and before each access to a variable
// that threads share, under a lock or not. The bug breaks the rule "check" (an assertion of the
// program) unless the comment says deadlock.
#ifndef INTERLEAVE_PROPTESTS_PROGRAMS_BODIES_H_
#define INTERLEAVE_PROPTESTS_PROGRAMS_BODIES_H_

#include <cstdint>

#include "proptests/programs/program.h"

namespace interleave::proptests::programs {

// How many threads do the one thing, and how many look at what they have done.
struct Sides {
  std::uint32_t doers = 1;
  std::uint32_t lookers = 1;
};

// Doers write a, then b; lookers must find both written or none.
Body reorder(Sides sides);
// Doers write one variable and then another, each under a lock of its own; lookers read both.
Body twostage(Sides sides);
// `lookers` add to a variable under another lock than the `doers` do.
Body wrong_lock(Sides sides);

// Deadlock: everybody takes the left fork first.
Body philosophers(std::uint32_t count);
// Deadlock: two locks, taken in both orders.
Body deadlock01();
// Deadlock: a lock that is held from one critical section of another to the next.
Body carter01();
// Deadlock: who waits has looked, and does not wait yet, when the notification comes.
Body lost_wakeup();
// Deadlock: producers and consumers wait for one condition, and one of them is woken.
Body bounded_buffer();

// What is checked holds only in some of the orders of a few critical sections.
Body account();
Body lazy01();
Body token_ring();

// Two threads that take turns by flags under one lock, and count the turns by their own loops.
Body circular_buffer();
Body stack();
Body queue();

// A driver is stopped while a request comes in.
Body bluetooth_driver();
// A text is appended from a buffer whose length was asked before.
Body string_buffer();
// A thief has announced that it takes a task, and has not read it yet, when the owner's ring
// reaches the task's place.
Body work_steal_queue();
// A lock-free stack of three elements between three threads; needs five preemptions.
Body safe_stack();

}  // namespace interleave::proptests::programs

#endif  // INTERLEAVE_PROPTESTS_PROGRAMS_BODIES_H_
