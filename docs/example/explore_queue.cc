// The queue under the simulator's command line: explore, replay, shrink, explain, list.
#include "sim/cli/command_line.h"
#include "sim/cli/simple_catalogue.h"
#include "use_queue.h"

int main(int argc, char** argv) {
  interleave::sim::SimpleCatalogue catalogue;
  catalogue.add("queue", "two producers, two consumers, room for one item", use_queue);
  return interleave::sim::run_command_line(catalogue, "1.0", argc, argv);
}
