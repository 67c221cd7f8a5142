"""Tests of find_planted.py with programs that only say what an exploration would say."""

import pathlib
import sys
import tempfile
import textwrap
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import find_planted  # noqa: E402  (the folder of this file is not on the path before)
import replay_elsewhere  # noqa: E402

PATCH = "Bug: what\nLike: that\nRules: lock-order, deadlock\n\n--- a/x.cc\n+++ b/x.cc\n"


class Harness(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.patch = self.folder / "bug.patch"
        self.patch.write_text(PATCH, encoding="utf-8")

    SHRINKS = ("small('; a; b'); print('RULE BROKEN: lock-order'); "
               "print('  preemptions 30 -> 4'); sys.exit(1)")

    def program(self, explore, replay="sys.exit(2)", shrink=SHRINKS):
        """A program whose commands are these lines of Python; `out` is where recordings go."""
        path = self.folder / "program"
        path.write_text(textwrap.dedent("""\
            #!/usr/bin/env python3
            import os, sys
            def record(out):
                os.makedirs(out, exist_ok=True)
                open(os.path.join(out, "a.rec"), "w").close()
            def small(parameters):
                with open(out, "w") as file:
                    file.write("parameters " + parameters + "\\n")
            if "--out" in sys.argv:
                out = sys.argv[sys.argv.index("--out") + 1]
            if sys.argv[1] == "explore":
                {explore}
            elif sys.argv[1] == "shrink":
                {shrink}
            else:
                {replay}
            """).format(explore=explore, replay=replay, shrink=shrink), encoding="utf-8")
        path.chmod(0o755)
        return path

    def outcome(self, program, *more):
        return find_planted.main(["--program", str(program), "--out", str(self.folder / "out"),
                                  *more])

    def planted(self, program):
        return self.outcome(program, "--patch", str(self.patch))

    FINDS = "record(out); print('RULE BROKEN: lock-order'); sys.exit(1)"
    AGAIN = ("print('RULE BROKEN: lock-order\\n    in f at daemon/core/x.cc:7'); "
             "sys.exit(1)")

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

    def test_a_run_that_is_never_the_same_is_found_and_not_shrunk(self):
        self.patch.write_text(PATCH.replace("lock-order", "nondeterminism"), encoding="utf-8")
        finds = self.FINDS.replace("lock-order", "nondeterminism")
        again = self.AGAIN.replace("lock-order", "nondeterminism")
        for replay in (again, "sys.exit(3)"):
            self.assertEqual(self.planted(self.program(finds, replay, "sys.exit(2)")), 0, replay)
        for replay in ("sys.exit(0)", self.AGAIN):
            self.assertEqual(self.planted(self.program(finds, replay, "sys.exit(2)")), 1, replay)

    def test_replay_that_breaks_another_rule(self):
        again = "print('RULE BROKEN: deadlock'); sys.exit(1)"
        self.assertEqual(self.planted(self.program(self.FINDS, again)), 1)

    def test_not_shrunk_enough(self):
        for more in ("preemptions 30 -> 5", "preemptions 30", "; a; b; c"):
            shrinks = self.SHRINKS.replace("preemptions 30 -> 4", more)
            if more.startswith(";"):
                shrinks = self.SHRINKS.replace("; a; b", more)
            self.assertEqual(self.planted(self.program(self.FINDS, self.AGAIN, shrinks)), 1, more)

    def test_shrunk_to_another_rule(self):
        shrinks = self.SHRINKS.replace("lock-order", "deadlock")
        self.assertEqual(self.planted(self.program(self.FINDS, self.AGAIN, shrinks)), 1)

    def test_explained_without_a_place(self):
        again = self.AGAIN.replace("daemon/core/x.cc:7", "nowhere")
        self.assertEqual(self.planted(self.program(self.FINDS, again)), 1)

    def test_replayed_elsewhere(self):
        recordings = self.folder / "bug" / "findings"
        recordings.mkdir(parents=True)
        small = recordings / "a.min.rec"
        program = self.program(self.FINDS, self.AGAIN)
        program.rename(self.folder / "interleave_planted_bug")
        here = (self.folder, self.folder)
        with self.assertRaises(find_planted.Failure):  # there is no recording
            replay_elsewhere.check("bug", *here)
        small.write_text("rule lock-order\n", encoding="utf-8")
        replay_elsewhere.check("bug", *here)
        small.write_text("rule deadlock\n", encoding="utf-8")
        with self.assertRaises(find_planted.Failure):
            replay_elsewhere.check("bug", *here)

    def test_a_corpus_that_has_gone_stale(self):
        corpus = self.folder / "old.rec"
        corpus.write_text("", encoding="utf-8")
        words = ("--patch", str(self.patch), "--corpus", str(corpus))
        self.assertEqual(self.outcome(self.program(self.FINDS, self.AGAIN), *words), 0)
        again = "sys.exit(3) if '--tolerant' in sys.argv else None; " + self.AGAIN
        self.assertEqual(self.outcome(self.program(self.FINDS, again), *words), 1)

    def test_a_patch_that_does_not_say_what_it_is(self):
        for line in ("Bug: what\n", "Like: that\n", "Rules: lock-order, deadlock\n"):
            self.patch.write_text(PATCH.replace(line, ""), encoding="utf-8")
            self.assertEqual(self.planted(self.program(self.FINDS, self.AGAIN)), 1, line)

    def test_clean(self):
        self.assertEqual(self.outcome(self.program("sys.exit(0)"), "--clean"), 0)
        self.assertEqual(self.outcome(self.program(self.FINDS), "--clean"), 1)


if __name__ == "__main__":
    unittest.main()
