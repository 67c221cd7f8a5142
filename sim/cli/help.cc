#include <array>
#include <string>

#include <fmt/format.h>

#include "sim/cli/commands.h"

namespace interleave::sim {
namespace {

constexpr std::string_view kProgramHead =
    R"(Runs programs of threads under a deterministic simulator, checks the rules of the threading
model at every step, and replays what fails.

)";

constexpr std::string_view kProgramTail =
    R"(
Exit status: 0 every rule held, 1 a rule is broken, 2 wrong usage, 3 a replay diverged, 4 a process
of a campaign has died.

Examples:
  {0} explore                      ten seconds of every scenario
  {0} explore --schedules 100000   as many schedules, split among the scenarios
  {0} replay interleave-findings/FILE.rec
  {0} explain interleave-findings/FILE.rec
  {0} COMMAND --help               options and examples of a command
)";

constexpr std::array kExploreOptions = {
    OptionSpec{"--schedules", "N",
               "stop after N schedules, split evenly among the scenarios; of a shard: those of\n"
               "all shards together"},
    OptionSpec{"--seconds", "S",
               "stop after S seconds (a fraction is allowed). With --schedules: whichever\n"
               "comes first. With neither: 10 seconds"},
    OptionSpec{"--seed", "X",
               "the seed of all runs: decimal, hexadecimal with 0x, or \"random\" to draw one,\n"
               "which is printed. Default 1. The same seed makes the same runs"},
    OptionSpec{"--strategy", "NAME",
               "who takes the decisions: portfolio (default), in which several strategies take\n"
               "turns, one of docs/strategies.md, or exhaustive: all schedules without faults,\n"
               "after which it says so and ends"},
    OptionSpec{"--jobs", "N",
               "explore in N processes, each on a processor of its own; auto or 0: as many as\n"
               "there are. One that dies leaves the others' results"},
    OptionSpec{"--shard", "I/N",
               "make part I of N of the campaign's runs (1/3, 2/3, 3/3: no run twice, and all\n"
               "of them together); merge joins the results"},
    OptionSpec{"--out", "DIR",
               "where recordings of broken rules go. Default interleave-findings; made when\n"
               "the first is written"},
    OptionSpec{"--json", "FILE", "write the summary to FILE as JSON too"},
    OptionSpec{"--junit", "FILE", "write it as JUnit XML too: a test case for each scenario"},
    OptionSpec{"--state", "FILE", "write the results to FILE, for merge"},
    OptionSpec{"--keep-going", "",
               "do not stop at the first broken rule. Each rule of a scenario is recorded once\n"
               "for each place where it is broken"},
    OptionSpec{"--probes", "",
               "count the runs that came to each of some rare situations (model/probes)"},
    OptionSpec{"--every-probe", "",
               "the same, and exit status 1 when one was not met as often as it is to be in a\n"
               "search through all scenarios: its silence would prove little"},
    OptionSpec{"--hashes", "N",
               "print the hash of each of the first N runs of each scenario, and nothing else:\n"
               "two builds that differ in a hash are not the same program"},
};

constexpr std::array kReplayOptions = {
    OptionSpec{"--trace", "", "print every record of the run in words"},
    OptionSpec{"--break", "STEP",
               "stop at a step (numbers as in explain and --trace) in the thread that does it:\n"
               "a breakpoint where a debugger runs the program (gdb --args ...); the\n"
               "stack is printed where none does"},
    OptionSpec{"--tolerant", "",
               "for a program that has changed since: match decisions by the names of threads and\n"
               "objects, skip those that no longer fit, and say how far it matched. Exit status\n"
               "1 when a rule is broken, 3 when the recorded one is not"},
    OptionSpec{"--record", "FILE", "with --tolerant: write what the run did now to FILE"},
};

constexpr std::array kExplainOptions = {
    OptionSpec{"--all", "", "every step of every thread, and every frame of the stacks"},
    OptionSpec{"--html", "OUT",
               "write one page for a browser that shows the run step by step (arrow keys);\n"
               "it needs nothing else. \"-\" for this and the next two is standard output"},
    OptionSpec{"--perfetto", "OUT",
               "write a trace that the viewers of Perfetto (ui.perfetto.dev) and Chrome open"},
    OptionSpec{"--json", "OUT", "write everything as JSON, for programs"},
};

constexpr std::array kMergeOptions = {
    OptionSpec{"--json", "FILE", "write the summary to FILE as JSON too"},
    OptionSpec{"--junit", "FILE", "write it as JUnit XML too: a test case for each scenario"},
    OptionSpec{"--state", "FILE", "write the joined results to FILE, for another merge"},
};

constexpr std::array kShrinkOptions = {
    OptionSpec{"--out", "FILE", "where the result goes. Default: FILE.min.rec for FILE.rec"},
    OptionSpec{"--seconds", "S", "stop after S seconds. Default 10"},
    OptionSpec{"--runs", "N", "stop after N runs. Default 20000"},
};

constexpr std::array kListOptions = {
    OptionSpec{"--rules", "", "list the rules that every run is checked against instead"},
};

constexpr std::array kCommands = {
    Command{.name = "explore",
            .arguments = "[SCENARIO...] [OPTIONS]",
            .summary = "run scenarios under many schedules",
            .description = "Runs the scenarios that are named, or all of them, in turns. Each run "
                           "takes its decisions\n"
                           "(who goes on, who is woken, which fault happens) from a seed of its "
                           "own; which faults exist\n"
                           "at all is drawn for each run. One run in 1,000 is repeated from its "
                           "decisions and must come\n"
                           "out the same. Stops at the first broken rule, which is recorded to a "
                           "file, and ends with a\n"
                           "summary; so does Ctrl-C.\n",
            .options = kExploreOptions,
            .examples =
                "  {0} explore\n"
                "  {0} explore --schedules 100000 --seed 0x2a\n"
                "  {0} explore --seconds 60 --seed random --json summary.json SCENARIO\n"
                "  {0} explore --seconds 3600 --jobs auto --keep-going --junit results.xml\n"
                "  {0} explore --schedules 1000000 --shard 1/2 --state one.results\n"
                "  {0} explore --hashes 100\n",
            .run = explore_command},
    Command{.name = "merge",
            .arguments = "FILE... [OPTIONS]",
            .summary = "join the results of several campaigns",
            .description = "Joins files that explore --state has written, of shards or of other "
                           "seeds, and prints the\n"
                           "summary of one campaign that has made all their runs: sums, distinct "
                           "traces, the share\n"
                           "unseen, and each finding once for its rule and place. The files must "
                           "be of one version of\n"
                           "the program, one strategy and the same scenarios, and no run may be in "
                           "two of them. Exit\n"
                           "status as that of explore.\n",
            .options = kMergeOptions,
            .examples = "  {0} merge one.results two.results\n"
                        "  {0} merge --json all.json --state all.results *.results\n",
            .run = merge_command},
    Command{.name = "replay",
            .arguments = "FILE [OPTIONS]",
            .summary = "run a recording again",
            .description = "Makes the recorded run again, decision by decision. Every decision "
                           "must be the recorded one\n"
                           "in kind, options, thread, object and place, and the run must end with "
                           "the same rule and the\n"
                           "same hash; otherwise the replay has diverged: the program is not the "
                           "one that was recorded.\n"
                           "Exit status 0 when the recorded run broke no rule, 1 when it broke one "
                           "and does so again,\n"
                           "3 when it diverged.\n",
            .options = kReplayOptions,
            .examples = "  {0} replay interleave-findings/FILE.rec\n"
                        "  {0} replay --trace interleave-findings/FILE.rec | less\n"
                        "  gdb --args {0} replay interleave-findings/FILE.rec --break 41\n",
            .run = replay_command},
    Command{.name = "explain",
            .arguments = "FILE [OPTIONS]",
            .summary = "say what a recorded run is about",
            .description = "Replays the recording strictly and prints the broken rule, the two "
                           "steps whose exchange\n"
                           "makes the run pass, with the stacks of both, who waits for whom at the "
                           "end, and the last\n"
                           "steps of the threads that it is about, a column for each. The exchange "
                           "is found by running\n"
                           "the program again with two adjacent dependent steps in the other "
                           "order, the latest first.\n"
                           "Exit status as for replay.\n",
            .options = kExplainOptions,
            .examples = "  {0} explain interleave-findings/FILE.rec\n"
                        "  {0} explain interleave-findings/FILE.rec --html run.html\n"
                        "  {0} explain interleave-findings/FILE.rec --json -\n",
            .run = explain_command},
    Command{.name = "shrink",
            .arguments = "FILE [--out FILE]",
            .summary = "make a recorded run that breaks a rule simpler",
            .description =
                "Looks for a simpler run that breaks the same rule, in this order: a smaller "
                "scenario, fewer\n"
                "faults and early timers, fewer preemptions (another thread runs although the last "
                "could go\n"
                "on), fewer other switches and choices, then earlier ones. A step is kept when its "
                "run, made\n"
                "again decision by decision, breaks the rule in the same way. Ctrl-C keeps the "
                "best so far.\n"
                "Exit status 1 when the rule is broken and the result is written, 3 when the "
                "recording\n"
                "diverged.\n",
            .options = kShrinkOptions,
            .examples = "  {0} shrink interleave-findings/FILE.rec\n"
                        "  {0} shrink FILE.rec --out small.rec --seconds 60\n",
            .run = shrink_command},
    Command{.name = "check-trace",
            .arguments = "FILE",
            .summary = "check a trace that the deployed daemon has written",
            .description =
                "Reads what interleaved --trace has written, in the order of its "
                "records, and says whether it is\n"
                "a path of the abstract specification, every call came to its end, and "
                "the sums are right.\n"
                "Exit status 0 when so, 1 when not, 2 when the file is no whole trace.\n",
            .options = {},
            .examples = "  {0} check-trace FILE\n",
            .run = check_trace_command},
    Command{.name = "list",
            .arguments = "[--rules]",
            .summary = "list the scenarios",
            .description = "Lists the scenarios with what they are about, or the rules.\n",
            .options = kListOptions,
            .examples = "  {0} list\n"
                        "  {0} list --rules\n",
            .run = list_command},
};

// Name and value, and the help beside them.
std::string option_help(const OptionSpec& option) {
  std::string help(option.help);
  for (std::size_t at = help.find('\n'); at != std::string::npos; at = help.find('\n', at + 1)) {
    help.insert(at + 1, 22, ' ');
  }
  const std::string left = option.value.empty() ? std::string(option.name)
                                                : fmt::format("{} {}", option.name, option.value);
  return fmt::format("  {:<18}  {}\n", left, help);
}

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

std::string program_help(const Program& program) {
  std::string help = fmt::format("Usage: {} COMMAND [ARGUMENTS]\n\n", program.command);
  help += kProgramHead;
  help += "Commands:\n";
  for (const Command& command : kCommands) {
    help += fmt::format("  {:<11} {:<26} {}\n", command.name, command.arguments, command.summary);
  }
  help += fmt::format("  {:<11} {:<26} {}\n", "--help", "", "this text");
  help += fmt::format("  {:<11} {:<26} {}\n", "--version", "", "the version");
  return help + fmt::format(fmt::runtime(kProgramTail), program.command);
}

std::string command_help(const Program& program, const Command& command) {
  std::string help = fmt::format("Usage: {} {} {}\n\n{}\nOptions:\n", program.command, command.name,
                                 command.arguments, command.description);
  for (const OptionSpec& option : command.options) help += option_help(option);
  help += "\nExamples:\n";
  return help + fmt::format(fmt::runtime(command.examples), program.command);
}

}  // namespace interleave::sim
