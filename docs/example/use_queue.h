// The program that is explored: two threads put three items each, two others take them.
#ifndef USE_QUEUE_H_
#define USE_QUEUE_H_

#include "queue.h"
#include "sim/world/crew.h"

inline void use_queue(interleave::sim::SimWorld& world) {
  Queue queue(world.threads());
  int sum = 0;
  interleave::sim::Crew crew(world);
  for (unsigned i = 1; i <= 2; ++i) {
    crew.start({"producer", i}, [&queue] {
      for (int item = 1; item <= 3; ++item) queue.put(item);
    });
    crew.start({"consumer", i}, [&queue, &sum] {
      for (int n = 0; n < 3; ++n) sum += queue.take();
    });
  }
  crew.join();
  if (sum != 12) world.broken_rule("queue-sum", "what was taken is not what was put");
}

#endif  // USE_QUEUE_H_
