"""Tests of find_planted.py with programs that only say what an exploration would say."""

import pathlib
import sys
import tempfile
import textwrap
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import find_planted  # noqa: E402  (the folder of this file is not on the path before)

PATCH = "Bug: what\nLike: that\nRules: lock-order, deadlock\n\n--- a/x.cc\n+++ b/x.cc\n"


class Harness(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.patch = self.folder / "bug.patch"
        self.patch.write_text(PATCH, encoding="utf-8")

    def program(self, explore, replay="sys.exit(2)"):
        """A program whose two commands are these lines of Python; `out` is where recordings go."""
        path = self.folder / "program"
        path.write_text(textwrap.dedent("""\
            #!/usr/bin/env python3
            import os, sys
            def record(out):
                os.makedirs(out, exist_ok=True)
                open(os.path.join(out, "a.rec"), "w").close()
            if sys.argv[1] == "explore":
                out = sys.argv[sys.argv.index("--out") + 1]
                {explore}
            else:
                {replay}
            """).format(explore=explore, replay=replay), encoding="utf-8")
        path.chmod(0o755)
        return path

    def outcome(self, program, *more):
        return find_planted.main(["--program", str(program), "--out", str(self.folder / "out"),
                                  *more])

    def planted(self, program):
        return self.outcome(program, "--patch", str(self.patch))

    FINDS = "record(out); print('RULE BROKEN: lock-order'); sys.exit(1)"
    AGAIN = "print('RULE BROKEN: lock-order'); sys.exit(1)"

    def test_found_and_replayed(self):
        self.assertEqual(self.planted(self.program(self.FINDS, self.AGAIN)), 0)

    def test_not_found(self):
        self.assertEqual(self.planted(self.program("sys.exit(0)", self.AGAIN)), 1)

    def test_found_as_another_rule(self):
        finds = "record(out); print('RULE BROKEN: leak'); sys.exit(1)"
        self.assertEqual(self.planted(self.program(finds, self.AGAIN)), 1)

    def test_not_recorded(self):
        self.assertEqual(self.planted(self.program(self.AGAIN, self.AGAIN)), 1)

    def test_replay_that_diverges(self):
        self.assertEqual(self.planted(self.program(self.FINDS, "sys.exit(3)")), 1)

    def test_replay_that_breaks_another_rule(self):
        again = "print('RULE BROKEN: deadlock'); sys.exit(1)"
        self.assertEqual(self.planted(self.program(self.FINDS, again)), 1)

    def test_a_patch_that_does_not_say_what_it_is(self):
        for line in ("Bug: what\n", "Like: that\n", "Rules: lock-order, deadlock\n"):
            self.patch.write_text(PATCH.replace(line, ""), encoding="utf-8")
            self.assertEqual(self.planted(self.program(self.FINDS, self.AGAIN)), 1, line)

    def test_clean(self):
        self.assertEqual(self.outcome(self.program("sys.exit(0)"), "--clean"), 0)
        self.assertEqual(self.outcome(self.program(self.FINDS), "--clean"), 1)


if __name__ == "__main__":
    unittest.main()
