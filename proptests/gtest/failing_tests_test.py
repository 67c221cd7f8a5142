"""What a test says whose scenario breaks a rule, and that its own command replays it.

    failing_tests_test.py PROGRAM [unittest arguments]
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""
VARIABLES = ("SCHEDULES", "SEED", "STRATEGY", "OUT", "REPLAY")


class FailingTests(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ["INTERLEAVE_" + each for each in VARIABLES]}

    def run_test(self, name, **variables):
        environment = self.environment | {
            "INTERLEAVE_" + each: value for each, value in variables.items()}
        return subprocess.run([PROGRAM, "--gtest_filter=Failing." + name], cwd=self.directory,
                              env=environment, capture_output=True, text=True, check=False)

    def replay(self, failed, which):
        """Runs a command that a failed test names, in a shell, elsewhere."""
        commands = re.findall(r"^  replay    (INTERLEAVE_REPLAY=.*)$", failed.stdout, re.M)
        self.assertEqual(len(commands), 2, failed.stdout)
        self.assertIn(".min.rec", commands[1])
        return subprocess.run(commands[which], shell=True, cwd="/", env=self.environment,
                              capture_output=True, text=True, check=False)

    def check_broken_and_replayed(self, name, rule, **variables):
        failed = self.run_test(name, **variables)
        self.assertEqual(failed.returncode, 1, failed.stdout + failed.stderr)
        self.assertIn(f"RULE BROKEN: {rule}\n", failed.stdout)
        self.assertIn("failing_tests.cc:", failed.stdout)
        for which in (0, 1):
            replayed = self.replay(failed, which)
            self.assertEqual(replayed.returncode, 1, replayed.stdout + replayed.stderr)
            self.assertIn(f"RULE BROKEN: {rule}\n", replayed.stdout)
            self.assertIn("The run came out as recorded.", replayed.stdout)
        return failed

    def test_an_expectation_is_a_rule(self):
        failed = self.check_broken_and_replayed("Expectation", "expectation")
        self.assertIn("an addition is lost", failed.stdout)
        self.assertEqual(failed.stdout.count("RULE BROKEN"), 1, failed.stdout)

    def test_what_a_body_reports(self):
        failed = self.check_broken_and_replayed("Rule", "my-rule", STRATEGY="random")
        self.assertIn("strategy random", failed.stdout)

    def test_a_scenario_of_a_class(self):
        self.check_broken_and_replayed("Scenario", "deadlock")

    def test_the_seed_is_said_and_makes_the_same_run(self):
        seeds = [re.findall(r"seed      (0x[0-9a-f]+)",
                            self.run_test("Scenario", SEED=seed).stdout)
                 for seed in ("7", "0x7", "8")]
        self.assertEqual(len(seeds[0]), 1)
        self.assertEqual(seeds[0], seeds[1])
        self.assertNotEqual(seeds[0], seeds[2])

    def test_where_recordings_go(self):
        self.run_test("Rule", OUT="some where")
        out = pathlib.Path(self.directory, "some where")
        names = sorted(path.suffixes for path in out.iterdir())
        self.assertEqual(names, [[".min", ".rec"], [".rec"]])
        failed = self.check_broken_and_replayed("Rule", "my-rule", OUT="some where")
        self.assertIn("some where/Failing_Rule-my-rule", failed.stdout)

    def test_what_cannot_be_recorded_is_said(self):
        failed = self.run_test("Rule", OUT="/proc/nowhere")
        self.assertIn("recorded  not: cannot make /proc/nowhere", failed.stdout)

    def test_a_clean_body_passes_and_says_how_many_runs(self):
        passed = self.run_test("Clean")
        self.assertEqual(passed.returncode, 0, passed.stdout)
        self.assertIn("Failing.Clean: 50 schedules, ", passed.stdout)
        self.assertIn("every rule held", passed.stdout)
        self.assertIn("Failing.Clean: 7 schedules, ", self.run_test("Clean", SCHEDULES="7").stdout)

    def check_error(self, text, name="Clean", **variables):
        failed = self.run_test(name, **variables)
        self.assertEqual(failed.returncode, 1, failed.stdout)
        self.assertIn(text, failed.stdout)

    def test_wrong_values(self):
        self.check_error("INTERLEAVE_SCHEDULES=0: allowed is a number from 1", SCHEDULES="0")
        self.check_error("INTERLEAVE_SCHEDULES=: allowed", SCHEDULES="")
        self.check_error("INTERLEAVE_SEED=-1: allowed is a number", SEED="-1")
        self.check_error("INTERLEAVE_STRATEGY=luck: allowed are", STRATEGY="luck")
        self.check_error("INTERLEAVE_OUT: its value is empty", OUT="")
        self.check_error("INTERLEAVE_REPLAY: its value is empty", REPLAY="")
        self.check_error("the option schedules is 0", name="Options")
        self.check_error("there is no scenario: null", name="Nothing")

    def test_wrong_recordings(self):
        self.check_error("INTERLEAVE_REPLAY=nowhere.rec: ", REPLAY="nowhere.rec")
        pathlib.Path(self.directory, "bad.rec").write_text("x\n", encoding="utf-8")
        self.check_error("INTERLEAVE_REPLAY=bad.rec: line 1", REPLAY="bad.rec")
        self.run_test("Rule", OUT="out")
        file = str(next(pathlib.Path(self.directory, "out").glob("*.rec")))
        self.check_error("it is of the scenario Failing.Rule", REPLAY=file)

    def test_a_recording_that_no_longer_fits(self):
        self.run_test("Scenario", OUT="out")
        file = next(pathlib.Path(self.directory, "out").glob("*.rec"))
        text = file.read_text(encoding="utf-8")
        changed = re.sub(r"^(thread +\d+ of) 2", r"\1 3", text, count=1, flags=re.M)
        self.assertNotEqual(text, changed)
        file.write_text(changed, encoding="utf-8")
        self.check_error("DIVERGED at decision", name="Scenario", REPLAY=str(file))


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
