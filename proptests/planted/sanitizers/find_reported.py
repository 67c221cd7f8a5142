"""Explores a program of a sanitizer's build until the sanitizer reports its bug, and replays that.

    find_reported.py --program PROGRAM --patch FILE --out DIR
        For each of 20 seeds the rule that the patch names is broken within the budget, by a report
        of the sanitizer; what is printed names the schedule, and its recording shows it again. A
        patch with a line "Schedules: N, for ..." has that budget, and says why.
    find_reported.py --program PROGRAM --scenario NAME --rule RULE --out DIR
        The same for one scenario of a program.
    find_reported.py --program PROGRAM --out DIR
        The program has no bug: nothing is found with a few seeds and the whole budget.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from find_planted import Failure, broken_rule, expected_rules, header  # noqa: E402

SEEDS = range(1, 21)
CLEAN_SEEDS = (1, 2)
BUDGET = 2_000  # schedules for each seed, over all scenarios, where a patch says nothing else
REPORT = {"data-race": "WARNING: ThreadSanitizer: data race", "crash": "ERROR: AddressSanitizer: "}
FOUND, CLEAN = 1, 0


def run(program, *arguments):
    """TSan's reports are findings of their runs, not of the process; ASan's end it."""
    environment = dict(os.environ, TSAN_OPTIONS="exitcode=0:symbolize=0",
                       ASAN_OPTIONS="exitcode=1:symbolize=0")
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True,
                          check=False, stdin=subprocess.DEVNULL, env=environment)


def budget_of(patch):
    if patch is None or "\nSchedules: " not in patch.read_text(encoding="utf-8"):
        return BUDGET
    number, _, reason = header(patch, "Schedules").partition(", for ")
    if not reason:
        raise Failure(f"{patch.name}: its line \"Schedules\" gives no reason")
    return int(number)


def explore(given, seed):
    scenario = [given.scenario] if given.scenario else []
    return run(given.program, "explore", "--schedules", budget_of(given.patch), "--seed", seed,
               "--out", given.out, *scenario)


def check_report(result, rules, what):
    """The rule, if the run was ended by the report that stands for it."""
    rule = broken_rule(result.stdout)
    if result.returncode != FOUND or rule not in rules or REPORT[rule] not in result.stderr:
        raise Failure(f"{what}: status {result.returncode}, rule {rule}, expected one of {rules} "
                      f"and a report\n{result.stdout}\n{result.stderr[-4000:]}")
    return rule


def find(given, rules, seed):
    shutil.rmtree(given.out, ignore_errors=True)
    result = explore(given, seed)
    rule = check_report(result, rules, f"seed {seed}")
    recordings = sorted(given.out.glob("*.rec"))
    if len(recordings) != 1:
        raise Failure(f"seed {seed}: {len(recordings)} recordings, expected one")
    if str(recordings[0]) not in result.stdout or not re.search(r"seed", result.stdout):
        raise Failure(f"seed {seed}: the schedule is not named\n{result.stdout}")
    for _ in range(2):
        check_report(run(given.program, "replay", recordings[0]), [rule], f"replay of {seed}")
    print(f"seed {seed}: {rule}, and replayed")


def check_clean(given):
    for seed in CLEAN_SEEDS:
        result = explore(given, seed)
        if result.returncode != CLEAN or "Sanitizer" in result.stderr:
            raise Failure(f"seed {seed}: not clean\n{result.stdout}\n{result.stderr[-4000:]}")
        print(f"seed {seed}: clean over {BUDGET} schedules")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--patch", type=pathlib.Path)
    parser.add_argument("--scenario")
    parser.add_argument("--rule")
    parser.add_argument("--out", required=True, type=pathlib.Path)
    given = parser.parse_args(arguments)
    try:
        if given.patch is None and given.rule is None:
            check_clean(given)
            return 0
        rules = expected_rules(given.patch) if given.patch else [given.rule]
        for seed in SEEDS:
            find(given, rules, seed)
    except Failure as failure:
        print(f"FAILED: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
