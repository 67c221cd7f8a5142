"""The transcripts are as the directory has them, and any other directory is refused.

    transcripts_test.py PROGRAM DIRECTORY
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile


def run(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def change_a_line(directory):
    file = directory / "02-call.txt"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if "has the server lock" in line)
    lines[at] = lines[at].replace("has", "does without")
    file.write_text("".join(lines), encoding="utf-8")
    return f"02-call.txt: differs from line {at + 1} on"


def lose_a_file(directory):
    (directory / "02-call.txt").unlink()
    return "02-call.txt: differs from line 1 on"


def add_a_file(directory):
    (directory / "of-nobody.txt").write_text("x\n", encoding="utf-8")
    return "of-nobody.txt: is no transcript"


def check_that_it_can_fail(program, good):
    """Each damage to a copy is named, and all but a strange file is mended by --rewrite."""
    for damage in (change_a_line, lose_a_file, add_a_file):
        with tempfile.TemporaryDirectory() as place:
            copy = pathlib.Path(place) / "transcripts"
            shutil.copytree(good, copy)
            named = damage(copy)
            result = run(program, copy)
            assert result.returncode == 1 and named in result.stderr, (named, result.stderr)
            assert "--rewrite" in result.stderr, result.stderr
            mended = run(program, "--rewrite", copy).returncode == 0
            assert mended == (damage is not add_a_file), named
            if mended:
                assert run(program, copy).returncode == 0, named
    assert run(program).returncode == 2
    assert run(program, good / "is-not-there").returncode == 2


def main(arguments):
    if len(arguments) != 2:
        print(__doc__.strip())
        return 2
    program, good = arguments[0], pathlib.Path(arguments[1])
    now = run(program, good)
    if now.returncode != 0:
        print(now.stderr)
        return 1
    check_that_it_can_fail(program, good)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
