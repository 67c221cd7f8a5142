"""Tests of exam.py with the programs of this build, and with one that has no bug where a bug is to
be found.

    exam_test.py --programs DIR --clean-program FILE
"""

import argparse
import contextlib
import io
import json
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import exam  # noqa: E402  (the folder of this file is not on the path before)

BUGS = ("api_under_client_lock", "reply_without_wake")
QUICK = ("--seeds", "2", "--schedules", "600", "--clean", "60", "--shrink", "1", "--jobs", "2")
FIELDS = {"bug", "strategy", "found", "seeds", "median_schedules", "most_schedules", "rule",
          "preemptions_after_shrinking"}
given = argparse.Namespace()


class ExamTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def sit(self, *words, programs=None):
        """Returns the exit status, what is printed, and the report, if there is one."""
        file = self.folder / "exam.json"
        file.unlink(missing_ok=True)
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            status = exam.main(["--programs", str(programs or given.programs), "--clean-program",
                                given.clean_program, "--json", str(file), *QUICK, *words])
        report = json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
        return status, out.getvalue(), report

    def test_every_bug_is_found(self):
        status, out, report = self.sit("--strategies", "portfolio,random", *BUGS)
        self.assertEqual(status, 0, out)
        self.assertTrue(report["passed"])
        self.assertEqual([(row["bug"], row["strategy"]) for row in report["rows"]],
                         [(bug, strategy) for bug in BUGS for strategy in ("portfolio", "random")])
        for row in report["rows"]:
            self.assertEqual(set(row), FIELDS)
            self.assertEqual(row["found"], 2)
            self.assertLessEqual(row["median_schedules"], row["most_schedules"])
            shrunk = row["preemptions_after_shrinking"] is not None
            self.assertEqual(shrunk, row["strategy"] == "portfolio")
        self.assertGreaterEqual(report["clean"]["schedules"], 60)
        self.assertIn("median schedules", out)

    def test_a_bug_that_is_not_found_fails_the_exam_and_is_named(self):
        programs = self.folder / "programs"
        programs.mkdir()
        shutil.copy(given.clean_program, programs / f"interleave_planted_{BUGS[0]}")
        status, out, report = self.sit("--strategies", "portfolio", BUGS[0], programs=programs)
        self.assertEqual(status, 1, out)
        self.assertFalse(report["passed"])
        self.assertEqual(report["rows"][0]["found"], 0)
        self.assertIn(f"FAILED: {BUGS[0]}: the portfolio finds it with 0 of 2 seeds", out)

    def test_a_bug_that_is_found_as_something_else_is_not_found(self):
        patches = self.folder / "patches"
        patches.mkdir()
        (patches / f"{BUGS[0]}.patch").write_text("Bug: a\nLike: b\nRules: leak\n\n--- a/x\n",
                                                  encoding="utf-8")
        status, out, _ = self.sit("--strategies", "portfolio", "--patches", str(patches))
        self.assertEqual(status, 1, out)
        self.assertIn("found as api-under-lock, expected is one of leak", out)

    def test_what_is_not_clean_without_a_bug_fails_the_exam(self):
        with_bug = str(given.programs / f"interleave_planted_{BUGS[0]}")
        status, out, report = self.sit("--strategies", "portfolio", "--clean-program", with_bug,
                                       BUGS[0])
        self.assertEqual(status, 1, out)
        self.assertGreater(report["clean"]["broken"], 0)

    def test_the_history_names_bugs_that_there_are_or_says_why_there_are_none(self):
        lines = (exam.HERE / "history.txt").read_text(encoding="utf-8").splitlines()
        rows = [line for line in lines if not line.startswith("#")]
        self.assertGreater(len(rows), 40)
        for row in rows:
            what, bugs, why = (field.strip() for field in row.split("|"))
            self.assertTrue(what, row)
            self.assertTrue(bugs != "-" or why, row)
            for bug in bugs.split() if bugs != "-" else []:
                self.assertTrue((exam.HERE / f"{bug}.patch").exists(), f"{bug}: {row}")

    def test_an_unknown_bug_is_named(self):
        status, out, report = self.sit("nothing_like_it")
        self.assertEqual(status, 2)
        self.assertIsNone(report)
        self.assertIn("there is no planted bug nothing_like_it", out)

    def test_the_median_is_not_had_where_half_do_not_find_it(self):
        def row(*schedules):
            bug = exam.Bug("b", "", "", ("leak",), None)
            outcomes = [exam.Outcome("leak" if each else None, each or exam.UNSEEN, None, None)
                        for each in schedules]
            return exam.row_of(bug, "random", outcomes)

        self.assertEqual(row(5, 7, 6)["median_schedules"], 6)
        self.assertEqual(row(5, None, 6)["median_schedules"], 6)
        self.assertIsNone(row(5, None, 6)["most_schedules"])
        self.assertIsNone(row(5, None, None)["median_schedules"])
        self.assertIsNone(row(None)["rule"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--clean-program", required=True)
    _, rest = parser.parse_known_args(namespace=given)
    unittest.main(argv=[sys.argv[0], *rest])
