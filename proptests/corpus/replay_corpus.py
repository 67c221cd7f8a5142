"""Replays the corpus: each recording of stories.txt, by the program that it belongs to.

    replay_corpus.py --daemon PROGRAM --toys PROGRAM [--strict]
        Every decision of a recording must fit, one after the other, and the run must end as
        recorded: clean, or with the same rule. Its hash may be another one, since that changes with
        every new event; --strict wants it the same.
    replay_corpus.py --daemon PROGRAM --toys PROGRAM --refresh
        Records the same runs anew, after a change of the scheduling points: each as far as its
        decisions still fit. Look at the difference before it is committed.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CLEAN, BROKEN = 0, 1


class Failure(Exception):
    pass


class Story:
    """A line of stories.txt: program | file | rule, or clean | what it is about."""

    def __init__(self, line):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 4 or parts[0] not in ("daemon", "toys"):
            raise Failure(f"stories.txt: not a story: {line}")
        self.program, self.file, self.rule, self.what = parts

    @property
    def clean(self):
        return self.rule == "clean"


def read_stories(folder):
    lines = (folder / "stories.txt").read_text(encoding="utf-8").splitlines()
    stories = [Story(line) for line in lines if line.strip() and not line.startswith("#")]
    told = {story.file for story in stories}
    for path in sorted(folder.glob("*.rec")):
        if path.name not in told:
            raise Failure(f"{path.name} has no story in stories.txt")
    return stories


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True,
                          check=False, stdin=subprocess.DEVNULL)


def replay(program, recording, story, strict):
    result = run(program, "replay", recording, *([] if strict else ["--tolerant"]))
    expected = CLEAN if story.clean else BROKEN
    rule = re.search(r"^RULE BROKEN: (\S+)$", result.stdout, re.M)
    if result.returncode != expected or (rule and rule.group(1)) != (None if story.clean
                                                                     else story.rule):
        raise Failure(f"{story.file}: expected {story.rule}, exit status {expected}; it was "
                      f"{result.returncode}\n{result.stdout}{result.stderr}")
    if not strict and not re.search(r"^matched ([\d,]+) of \1 decisions; 0 ", result.stdout, re.M):
        raise Failure(f"{story.file}: not every decision fits any more; if the scheduling points "
                      f"were meant to change: --refresh\n{result.stdout}")


def refresh(program, story, folder):
    """Records what the run does now, where it still comes to what the story tells."""
    path = folder / story.file
    with tempfile.TemporaryDirectory() as scratch:
        fresh = pathlib.Path(scratch) / story.file
        result = run(program, "replay", path, "--tolerant", "--record", fresh)
        if result.returncode != (CLEAN if story.clean else BROKEN):
            raise Failure(f"{story.file}: the run no longer comes to {story.rule}: find another by "
                          f"`explore` and `shrink`\n{result.stdout}{result.stderr}")
        if not story.clean:
            run(program, "shrink", fresh, "--out", fresh, "--seconds", 100)
        shutil.copy(fresh, path)
    print(f"{story.file}: recorded anew")


def main(arguments, folder=HERE):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--toys", required=True)
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--refresh", action="store_true")
    given = parser.parse_args(arguments)
    try:
        for story in read_stories(folder):
            program = given.daemon if story.program == "daemon" else given.toys
            if given.refresh:
                refresh(program, story, folder)
            replay(program, folder / story.file, story, given.strict)
            print(f"{story.file}: {story.rule}, as recorded")
    except Failure as failure:
        print(f"FAILED: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
