"""Tests of replay_corpus.py with a program that only says what a replay would say."""

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import replay_corpus  # noqa: E402  (the folder of this file is not on the path before)

ALL = "print('matched 12 of 12 decisions; 0 asked for had none')"


class Corpus(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        (self.folder / "a.rec").write_text("", encoding="utf-8")

    def outcome(self, story, body, *more):
        (self.folder / "stories.txt").write_text(f"# a comment\n\n{story}\n", encoding="utf-8")
        program = self.folder / "program"
        program.write_text(f"#!/usr/bin/env python3\nimport sys\n{body}\n", encoding="utf-8")
        program.chmod(0o755)
        return replay_corpus.main(["--daemon", str(program), "--toys", str(program), *more],
                                  self.folder)

    CLEAN = "daemon | a.rec | clean | what"
    BUG = "toys | a.rec | leak | what"

    def test_a_clean_run_and_a_bug(self):
        self.assertEqual(self.outcome(self.CLEAN, ALL), 0)
        self.assertEqual(self.outcome(self.BUG, f"print('RULE BROKEN: leak'); {ALL}; sys.exit(1)"),
                         0)

    def test_a_clean_run_that_is_clean_no_more(self):
        self.assertEqual(
            self.outcome(self.CLEAN, f"print('RULE BROKEN: leak'); {ALL}; sys.exit(1)"), 1)

    def test_a_bug_that_is_gone_or_another(self):
        self.assertEqual(self.outcome(self.BUG, f"{ALL}; sys.exit(3)"), 1)
        self.assertEqual(
            self.outcome(self.BUG, f"print('RULE BROKEN: crash'); {ALL}; sys.exit(1)"), 1)

    def test_decisions_that_do_not_fit(self):
        for words in ("matched 11 of 12 decisions; 0 asked for had none",
                      "matched 12 of 12 decisions; 1 asked for had none", ""):
            self.assertEqual(self.outcome(self.CLEAN, f"print('{words}')"), 1)

    def test_a_recording_without_a_story_and_a_wrong_story(self):
        (self.folder / "b.rec").write_text("", encoding="utf-8")
        self.assertEqual(self.outcome(self.CLEAN, ALL), 1)
        self.assertEqual(self.outcome("a.rec", ALL), 1)

    def test_refresh_keeps_what_is_not_reached_any_more(self):
        self.assertEqual(self.outcome(self.BUG, "sys.exit(3)", "--refresh"), 1)
        self.assertEqual((self.folder / "a.rec").read_text(encoding="utf-8"), "")


if __name__ == "__main__":
    unittest.main()
