"""The simulator's exam: how many schedules each strategy needs for each planted bug.

    exam.py --programs DIR --clean-program FILE [OPTIONS] [BUG...]

For each bug (all patches of this folder, if none is named) and each strategy, the program with the
bug explores all scenarios with up to --seeds seeds, and at most --schedules schedules for each. A
seed has found the bug when it breaks one of the rules that the patch names. For the portfolio, what
the first seeds have found is shrunk and replayed too. Then the program without a bug must be clean
over --clean schedules.

--json FILE writes

    {"format": 1, "seeds": 20, "schedules": 2000,
     "strategies": ["portfolio", "random", ...],
     "bugs": [{"bug": NAME, "what": TEXT, "like": TEXT, "rules": [RULE...]}],
     "rows": [{"bug": NAME, "strategy": NAME, "found": N, "seeds": N,
               "median_schedules": N or null, "most_schedules": N or null, "rule": RULE or null,
               "preemptions_after_shrinking": N or null}],
     "clean": {"schedules": N, "broken": N, "distinct_traces": N, "seconds": S} or null,
     "failures": [TEXT...],
     "passed": true or false}

median_schedules counts a seed that has not found the bug as one that never does: null, if those are
half or more. most_schedules is the most of any seed, null if one has not found it. rule is the one
that most seeds have broken. preemptions_after_shrinking is the most of the shrunk recordings, null
where none was shrunk: of what is found as nondeterminism there is no run that could be.

Exit status: 0 the portfolio finds every bug with every seed, what was shrunk is small and replays,
and the program without a bug is clean; 1 not so; 2 wrong usage.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import shutil
import sys
import tempfile

import find_planted
from find_planted import FOUND, Failure

PORTFOLIO = "portfolio"
HERE = pathlib.Path(__file__).resolve().parent
UNSEEN = float("inf")  # schedules of a seed that has not found the bug

Bug = collections.namedtuple("Bug", "name what like rules program")
Search = collections.namedtuple("Search", "bug strategy seed")
# What became of a search: the rule that was broken, if it is one of the bug's; the number of
# schedules up to there; what was wrong with the search, if anything was.
Outcome = collections.namedtuple("Outcome", "rule schedules preemptions trouble")


def read_bug(patch, programs):
    program = programs / f"interleave_planted_{patch.stem}"
    if not program.exists():
        raise Failure(f"{program} is not built")
    return Bug(patch.stem, find_planted.header(patch, "Bug"), find_planted.header(patch, "Like"),
               tuple(find_planted.expected_rules(patch)), program)


def explore(program, folder, *arguments):
    """Returns the exit status, the report, and the one recording, if there is one."""
    report = folder / "report.json"
    result = find_planted.run(program, "explore", "--out", folder, "--json", report, *arguments)
    if not report.exists():
        raise Failure(f"{program} explore ends with {result.returncode} and without a report\n"
                      f"{result.stdout}{result.stderr}")
    recordings = sorted(folder.glob("*.rec"))
    return (result.returncode, json.loads(report.read_text(encoding="utf-8")),
            recordings[0] if recordings else None)


def shrunk_preemptions(program, recording, rule):
    """Replays the recording, shrinks it, and replays that; returns how many preemptions are left:
    None, if no run of it is like another. A Failure, if it cannot be replayed, or is not small."""
    find_planted.replay(program, recording, rule)
    if rule == find_planted.NONDETERMINISM:
        return None
    small, left = find_planted.shrink(program, recording, rule)
    find_planted.replay(program, small, rule)
    return left


def search(what, schedules, shrinks):
    bug = what.bug
    folder = pathlib.Path(tempfile.mkdtemp(prefix="exam-"))
    try:
        status, report, recording = explore(
            bug.program, folder, "--schedules", schedules, "--jobs", 1, "--seed", what.seed,
            "--strategy", what.strategy)
        if status != FOUND:
            return Outcome(None, UNSEEN, None, None)
        rule = report["findings"][0]["rule"]
        if rule not in bug.rules:
            return Outcome(None, UNSEEN, None,
                           f"{bug.name}: {what.strategy}, seed {what.seed}: found as {rule}, "
                           f"expected is one of {', '.join(bug.rules)}")
        preemptions = None
        if shrinks:
            preemptions = shrunk_preemptions(bug.program, recording, rule)
        return Outcome(rule, report["schedules"], preemptions, None)
    except Failure as failure:
        return Outcome(None, UNSEEN, None,
                       f"{bug.name}: {what.strategy}, seed {what.seed}: {failure}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def median(numbers):
    """The lower one of the two in the middle, if there are two."""
    return sorted(numbers)[(len(numbers) - 1) // 2]


def finite(number):
    return None if number == UNSEEN else number


def row_of(bug, strategy, outcomes):
    rules = collections.Counter(each.rule for each in outcomes if each.rule)
    preemptions = [each.preemptions for each in outcomes if each.preemptions is not None]
    schedules = [each.schedules for each in outcomes]
    return {"bug": bug.name, "strategy": strategy,
            "found": sum(rules.values()), "seeds": len(outcomes),
            "median_schedules": finite(median(schedules)),
            "most_schedules": finite(max(schedules)),
            "rule": min(rules, key=lambda rule: (-rules[rule], rule)) if rules else None,
            "preemptions_after_shrinking": max(preemptions, default=None)}


def members_of(program):
    """The strategies of the portfolio, as the program itself tells of them."""
    with tempfile.TemporaryDirectory(prefix="exam-") as folder:
        _, report, _ = explore(program, pathlib.Path(folder), "--schedules", 1, "--jobs", 1)
    return [each["name"] for each in report["strategies"]]


def check_clean(program, schedules):
    with tempfile.TemporaryDirectory(prefix="exam-") as folder:
        _, report, _ = explore(program, pathlib.Path(folder), "--schedules", schedules,
                               "--jobs", "auto")
    return {"schedules": report["schedules"], "broken": report["broken"],
            "distinct_traces": report["distinct_traces"], "seconds": report["seconds"]}


class Exam:
    def __init__(self, bugs, strategies, given):
        self.bugs = bugs
        self.strategies = strategies
        self.given = given
        self.rows = []
        self.failures = []
        self.clean = None

    def run(self):
        with concurrent.futures.ThreadPoolExecutor(self.given.jobs) as pool:
            started = {}
            for bug in self.bugs:
                for strategy in self.strategies:
                    started[bug, strategy] = [
                        pool.submit(search, Search(bug, strategy, seed), self.given.schedules,
                                    strategy == PORTFOLIO and seed <= self.given.shrink)
                        for seed in range(1, self.given.seeds + 1)]
            for (bug, strategy), searches in started.items():
                self.take(bug, strategy, [each.result() for each in searches])
        if self.given.clean > 0:
            self.clean = check_clean(self.given.clean_program, self.given.clean)
            if self.clean["broken"] > 0:
                self.failures.append(f"the program without a bug breaks a rule: "
                                     f"{self.given.clean_program} explore --jobs auto --schedules "
                                     f"{self.given.clean}")

    def take(self, bug, strategy, outcomes):
        row = row_of(bug, strategy, outcomes)
        self.rows.append(row)
        if strategy == self.strategies[0]:
            print(f"\n{bug.name}\n  {bug.what}\n  Like: {bug.like}")
        print(line_of(row), flush=True)
        for outcome in outcomes:
            if outcome.trouble:
                self.failures.append(outcome.trouble)
        if strategy == PORTFOLIO and row["found"] < row["seeds"]:
            self.failures.append(f"{bug.name}: the portfolio finds it with {row['found']} of "
                                 f"{row['seeds']} seeds")

    def print_table(self):
        medians = {(row["bug"], row["strategy"]): row["median_schedules"] for row in self.rows}
        wide = max(len(bug.name) for bug in self.bugs)
        print("\nmedian schedules\n" + " " * wide
              + "".join(f" {name:>9}" for name in self.strategies))
        for bug in self.bugs:
            cells = [medians[bug.name, name] for name in self.strategies]
            print(f"{bug.name:{wide}}"
                  + "".join(f" {'-' if cell is None else format(cell, ','):>9}" for cell in cells))

    def report(self):
        return {"format": 1, "seeds": self.given.seeds, "schedules": self.given.schedules,
                "strategies": self.strategies,
                "bugs": [{"bug": bug.name, "what": bug.what, "like": bug.like,
                          "rules": bug.rules} for bug in self.bugs],
                "rows": self.rows, "clean": self.clean, "failures": self.failures,
                "passed": not self.failures}


def line_of(row):
    words = [f"  {row['strategy']:<10} {row['found']:>3} of {row['seeds']}"]
    if row["found"] == 0:
        return words[0]
    for name, word in (("median_schedules", "median"), ("most_schedules", "most")):
        if row[name] is not None:
            words.append(f"{word} {row[name]:,}")
    words.append(row["rule"])
    if row["preemptions_after_shrinking"] is not None:
        words.append(f"shrunk to {row['preemptions_after_shrinking']} preemptions")
    return ", ".join(words)


def patches_of(names, folder):
    patches = {patch.stem: patch for patch in sorted(folder.glob("*.patch"))}
    for name in names:
        if name not in patches:
            raise Failure(f"there is no planted bug {name}; there are: {', '.join(patches)}")
    return [patches[name] for name in names] if names else list(patches.values())


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}: allowed is a whole number from 1")
    return number


def parse(arguments):
    parser = argparse.ArgumentParser(prog="scripts/exam", description=__doc__.splitlines()[0])
    parser.add_argument("bugs", nargs="*", metavar="BUG")
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--clean-program", type=pathlib.Path, required=True)
    parser.add_argument("--patches", type=pathlib.Path, default=HERE)
    parser.add_argument("--strategies", help="separated by commas; default: the portfolio and each "
                        "of its members")
    parser.add_argument("--seeds", type=positive, default=20)
    parser.add_argument("--schedules", type=positive, default=2_000)
    parser.add_argument("--shrink", type=int, default=3, help="seeds whose finding is shrunk")
    parser.add_argument("--clean", type=int, default=1_000_000,
                        help="schedules of the program without a bug; 0: it is left out")
    parser.add_argument("--jobs", type=positive, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--json", type=pathlib.Path)
    return parser.parse_args(arguments)


def main(arguments):
    given = parse(arguments)
    try:
        bugs = [read_bug(patch, given.programs)
                for patch in patches_of(given.bugs, given.patches)]
        strategies = (given.strategies.split(",") if given.strategies
                      else [PORTFOLIO, *members_of(given.clean_program)])
    except Failure as failure:
        print(f"scripts/exam: {failure}", file=sys.stderr)
        return 2
    exam = Exam(bugs, strategies, given)
    exam.run()
    exam.print_table()
    if exam.clean:
        print(f"\nwithout a bug: {exam.clean['broken']} of {exam.clean['schedules']:,} schedules "
              f"break a rule")
    if given.json:
        given.json.write_text(json.dumps(exam.report(), indent=1) + "\n", encoding="utf-8")
    print("\n" + "\n".join(f"FAILED: {failure}" for failure in exam.failures)
          if exam.failures else f"\npassed: {len(bugs)} bugs, {given.seeds} seeds of each")
    return 1 if exam.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
