"""Replays the shrunk recordings of the planted bugs, which the tests of one build have made, with
the programs of another build.

    replay_elsewhere.py --recordings DIR --programs DIR
        DIR/NAME/findings/*.min.rec must replay with DIR/interleave_planted_NAME, for each planted
        bug: step for step, to the same broken rule and the same hash. Those that are found as
        nondeterminism have no such recording.
"""

import argparse
import pathlib
import re
import sys

from find_planted import NONDETERMINISM, Failure, expected_rules, replay


def rule_of(recording):
    found = re.search(r"^rule (\S+)$", recording.read_text(encoding="utf-8"), re.M)
    if not found:
        raise Failure(f"{recording} names no rule")
    return found.group(1)


def check(name, recordings, programs):
    small = sorted((recordings / name / "findings").glob("*.min.rec"))
    if len(small) != 1:
        raise Failure(f"{len(small)} shrunk recordings in {recordings / name}, expected one: "
                      f"the test planted.{name} of that build makes it")
    replay(programs / f"interleave_planted_{name}", small[0], rule_of(small[0]))


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recordings", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    given = parser.parse_args(arguments)
    patches = pathlib.Path(__file__).parent.glob("*.patch")
    names = sorted(patch.stem for patch in patches if expected_rules(patch) != [NONDETERMINISM])
    failures = []
    for name in names:
        try:
            check(name, given.recordings, given.programs)
        except (Failure, OSError) as failure:
            failures.append(f"FAILED: {name}: {failure}")
    print("\n".join(failures) or f"{len(names)} planted bugs replay")
    return 1 if failures or not names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
