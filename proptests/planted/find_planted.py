"""Explores a program with a planted bug until the bug is found, replays what was recorded, shrinks
it and replays that.

    find_planted.py --program PROGRAM --patch FILE --out DIR [--corpus FILE]
        The portfolio must break one of the rules that the patch names, within the budget, and the
        recording must replay to the same rule and the same hash. Shrunk, it has few
        preemptions and clients, breaks the same rule, replays, and is explained by places in the
        daemon's sources. So does the recording FILE of another day replay, as far as its decisions
        still fit. What is found as nondeterminism has no run to be shrunk: no two are the same.
    find_planted.py --program PROGRAM --clean --out DIR
        The program has no bug: nothing is found with several seeds and the whole budget of each.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

SEED = 1  # scripts/exam tries more of them
CLEAN_SEEDS = (1, 2, 3)
BUDGET = 20_000  # schedules for a seed, over all scenarios
SHRINK_RUNS = 20_000  # the limit of `interleave shrink`; its other one, of time, is not for tests
MOST_PREEMPTIONS = 4
MOST_CLIENTS = 2

FOUND, CLEAN, DIVERGED = 1, 0, 3
NONDETERMINISM = "nondeterminism"


class Failure(Exception):
    pass


def header(patch, field):
    """The lines "Field: value" before the first diff, or a Failure."""
    text = patch.read_text(encoding="utf-8").split("\n--- a/")[0]
    found = re.search(rf"^{field}: (.+)$", text, re.M)
    if not found:
        raise Failure(f"{patch.name}: the patch has no line '{field}: ...' before its first diff")
    return found.group(1).strip()


def expected_rules(patch):
    for field in ("Bug", "Like"):
        header(patch, field)
    return [rule.strip() for rule in header(patch, "Rules").split(",")]


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True,
                          check=False, stdin=subprocess.DEVNULL)


def explore(program, seed, out):
    return run(program, "explore", "--schedules", BUDGET, "--seed", seed, "--out", out)


def broken_rule(output):
    found = re.search(r"^RULE BROKEN: (\S+)$", output, re.M)
    return found.group(1) if found else None


def find(program, rules, seed, out):
    """Explores until the rule is broken; returns the recording and the rule."""
    shutil.rmtree(out, ignore_errors=True)
    result = explore(program, seed, out)
    if result.returncode != FOUND:
        raise Failure(f"seed {seed}: not found: exit status {result.returncode}\n{result.stdout}"
                      f"{result.stderr}")
    rule = broken_rule(result.stdout)
    if rule not in rules:
        raise Failure(f"seed {seed}: found as {rule}, expected one of {rules}\n{result.stdout}")
    recordings = sorted(pathlib.Path(out).glob("*.rec"))
    if len(recordings) != 1:
        raise Failure(f"seed {seed}: {len(recordings)} recordings in {out}, expected one")
    schedules = re.search(r"([\d,]+) of ([\d,]+) schedules?", result.stdout)
    print(f"seed {seed}: {rule}" + (f", after {schedules.group(2)} schedules" if schedules else ""))
    return recordings[0], rule


def replay(program, recording, rule):
    """Exit status 1 says: the same rule and the same hash as recorded. Of a run that depends on
    more than its decisions, 3 says so as well: it is another one than was recorded."""
    for _ in range(2):
        result = run(program, "replay", recording)
        if rule == NONDETERMINISM and result.returncode == DIVERGED:
            continue
        if result.returncode != FOUND or broken_rule(result.stdout) != rule:
            raise Failure(f"the replay of {recording} ends with {result.returncode}, expected "
                          f"{FOUND} and {rule}\n{result.stdout}{result.stderr}")


def clients_of(recording):
    """How many clients the recorded scenario has: what follows each semicolon of a workload."""
    parameters = re.search(r"^parameters (.*)$", recording.read_text(encoding="utf-8"), re.M)
    return parameters.group(1).count(";") if parameters else 0


def shrink(program, recording, rule):
    """Shrinks the recording; returns the small one and the number of its preemptions."""
    small = recording.with_suffix(".min.rec")
    result = run(program, "shrink", recording, "--out", small, "--runs", SHRINK_RUNS,
                 "--seconds", 1000)
    if result.returncode != FOUND or broken_rule(result.stdout) != rule:
        raise Failure(f"{recording} is not shrunk: exit status {result.returncode}, expected "
                      f"{FOUND} and {rule}\n{result.stdout}{result.stderr}")
    left = re.search(r"preemptions +\d+ -> (\d+)", result.stdout)
    if not left or int(left.group(1)) > MOST_PREEMPTIONS:
        raise Failure(f"more than {MOST_PREEMPTIONS} preemptions are left\n{result.stdout}")
    if clients_of(small) > MOST_CLIENTS:
        raise Failure(f"more than {MOST_CLIENTS} clients are left\n{result.stdout}")
    return small, int(left.group(1))


def explain(program, recording, rule):
    """The explanation tells of the broken rule and says where in the daemon its threads are."""
    result = run(program, "explain", recording)
    if result.returncode != FOUND or broken_rule(result.stdout) != rule:
        raise Failure(f"{recording} is not explained: exit status {result.returncode}, expected "
                      f"{FOUND} and {rule}\n{result.stdout}{result.stderr}")
    if not re.search(r" at \S*(daemon|scenarios)/\S+\.cc:\d+$", result.stdout, re.M):
        raise Failure(f"the explanation of {recording} names no line of the program\n"
                      f"{result.stdout}")


def check_corpus(program, recording, rules):
    """The decisions of another day still lead to the bug, if not to the same hash."""
    if not recording.exists():
        return
    result = run(program, "replay", "--tolerant", recording)
    if result.returncode != FOUND or broken_rule(result.stdout) not in rules:
        raise Failure(f"{recording} has gone stale (refresh it: see proptests/corpus)\n"
                      f"{result.stdout}{result.stderr}")


def check_clean(program, out):
    for seed in CLEAN_SEEDS:
        result = explore(program, seed, out)
        if result.returncode != CLEAN:
            raise Failure(f"seed {seed}: the program without a bug is not clean\n{result.stdout}"
                          f"{result.stderr}")
        print(f"seed {seed}: clean over {BUDGET} schedules")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--patch", type=pathlib.Path)
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--corpus", type=pathlib.Path)
    parser.add_argument("--out", required=True)
    given = parser.parse_args(arguments)
    try:
        if given.clean:
            check_clean(given.program, given.out)
            return 0
        if given.patch is None:
            parser.error("--patch or --clean is needed")
        rules = expected_rules(given.patch)
        recording, rule = find(given.program, rules, SEED, given.out)
        replay(given.program, recording, rule)
        if rule != NONDETERMINISM:
            small, left = shrink(given.program, recording, rule)
            print(f"  shrunk to {left} preemptions, {clients_of(small)} clients")
            replay(given.program, small, rule)
            explain(given.program, small, rule)
        if given.corpus:
            check_corpus(given.program, given.corpus, rules)
    except Failure as failure:
        print(f"FAILED: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
