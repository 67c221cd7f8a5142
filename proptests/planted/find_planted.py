"""Explores a program with a planted bug until the bug is found, and replays what was recorded.

    find_planted.py --program PROGRAM --patch FILE --out DIR
        For each seed, the random walk must break one of the rules that the patch names, within the
        budget, and the recording must replay to the same rule and the same hash.
    find_planted.py --program PROGRAM --clean --out DIR
        The program has no bug: nothing is found with the same seeds and the whole budget.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

SEEDS = (1, 2, 3)
BUDGET = 20_000  # schedules for each seed, over all scenarios

FOUND, CLEAN = 1, 0


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
    """Exit status 1 says: the same rule and the same hash as recorded."""
    for _ in range(2):
        result = run(program, "replay", recording)
        if result.returncode != FOUND or broken_rule(result.stdout) != rule:
            raise Failure(f"the replay of {recording} ends with {result.returncode}, expected "
                          f"{FOUND} and {rule}\n{result.stdout}{result.stderr}")


def check_clean(program, out):
    for seed in SEEDS:
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
    parser.add_argument("--out", required=True)
    given = parser.parse_args(arguments)
    try:
        if given.clean:
            check_clean(given.program, given.out)
            return 0
        if given.patch is None:
            parser.error("--patch or --clean is needed")
        rules = expected_rules(given.patch)
        for seed in SEEDS:
            recording, rule = find(given.program, rules, seed, given.out)
            replay(given.program, recording, rule)
    except Failure as failure:
        print(f"FAILED: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
