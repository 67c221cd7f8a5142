"""Campaigns on the command line: reports that other programs can read, shards, processes, Ctrl-C.
Argument: the program interleave_toy_bugs."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else ""

CLEAN, BROKEN, USAGE, LOST = 0, 1, 2, 4


class Campaigns(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name

    def run_it(self, *arguments, expect=CLEAN):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.directory, capture_output=True,
                              text=True, timeout=120)
        self.assertEqual(done.returncode, expect, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def read(self, name):
        with open(os.path.join(self.directory, name), encoding="utf-8") as file:
            return file.read()

    def json(self, name):
        return json.loads(self.read(name))

    # Reports.

    def test_the_summary_has_the_numbers_by_scenario_and_strategy(self):
        text = self.run_it("explore", "--schedules", "2000", "--keep-going", "fine", "ab-ba",
                           expect=BROKEN).stdout
        for pattern in (r"scenario +schedules +distinct traces +share unseen +points each",
                        r"\nfine +1,000 +\d", r"\nab-ba +1,000 +\d",
                        r"strategy +schedules +time +points each +traces +no other had",
                        r"\nrandom +\d+ +\d", r"\npct2 +\d+ +\d",
                        r"missed +a bug of depth d", r"d <= 2 +[\d.e-]+ +(fine|ab-ba) \(n <= \d"):
            self.assertRegex(text, pattern)

    def test_a_situation_that_was_not_met_fails_the_search(self):
        done = self.run_it("explore", "--schedules", "200", "--every-probe", "--json", "p.json",
                           "fine", expect=BROKEN)
        self.assertRegex(done.stdout, r"\nPROBE keepalive-expired was met in 0 of 200 runs")
        self.assertRegex(done.stdout, r"\nrun-repeated +rarely +[1-9]")
        probes = {each["name"]: each for each in self.json("p.json")["probes"]}
        self.assertFalse(probes["keepalive-expired"]["as_expected"])
        self.assertTrue(probes["run-repeated"]["as_expected"])

    def test_probes_are_counted_where_that_is_asked_for(self):
        done = self.run_it("explore", "--schedules", "200", "--probes", "--jobs", "2", "fine")
        self.assertRegex(done.stdout, r"probe +expected +runs +most in +of it")
        self.assertNotIn("PROBE", done.stdout)
        done = self.run_it("explore", "--schedules", "200", "fine")
        self.assertNotIn("run-repeated", done.stdout)

    def test_json_says_what_the_strategies_did(self):
        self.run_it("explore", "--schedules", "2000", "--keep-going", "--json", "s.json", "fine",
                    "ab-ba", expect=BROKEN)
        report = self.json("s.json")
        self.assertEqual(report["format"], 1)
        self.assertEqual(report["strategy"], "portfolio")
        self.assertEqual(report["parts"], [{"seed": "0x1", "shard": "1/1"}])
        self.assertEqual(sum(each["schedules"] for each in report["strategies"]), 2000)
        self.assertEqual(sum(each["findings"] for each in report["strategies"]),
                         len(report["findings"]))
        for scenario in report["scenarios"]:
            depths = {each["depth"]: each for each in scenario["missed"]}
            self.assertLess(depths[1]["probability_at_most"], depths[2]["probability_at_most"])
            self.assertFalse(scenario["exhaustive"])
            self.assertAlmostEqual(scenario["points_per_schedule"],
                                   scenario["steps"] / scenario["schedules"], places=3)

    def test_junit_has_a_case_for_each_scenario(self):
        self.run_it("explore", "--schedules", "2000", "--keep-going", "--junit", "r.xml", "--out",
                    "fi<&\"nds", "fine", "ab-ba", expect=BROKEN)
        suites = xml.etree.ElementTree.fromstring(self.read("r.xml"))
        (suite,) = suites
        self.assertEqual((suite.get("tests"), suite.get("failures"), suite.get("errors")),
                         ("2", "1", "0"))
        cases = {case.get("name"): case for case in suite.iter("testcase")}
        self.assertEqual(set(cases), {"fine", "ab-ba"})
        self.assertIsNone(cases["fine"].find("failure"))
        failure = cases["ab-ba"].find("failure")
        self.assertEqual(failure.get("type"), "deadlock")
        self.assertIn("one -> two", failure.get("message").replace("two -> one", "one -> two"))
        command = re.search(r"replay +(\S.*)$", failure.text, re.MULTILINE).group(1)
        done = subprocess.run(command, shell=True, cwd=self.directory, capture_output=True,
                              timeout=60)
        self.assertEqual(done.returncode, BROKEN)

    def test_junit_skips_whose_turn_did_not_come(self):
        self.run_it("explore", "--junit", "r.xml", "--schedules", "100000", "ab-ba", "fine",
                    expect=BROKEN)
        suite = xml.etree.ElementTree.fromstring(self.read("r.xml"))[0]
        self.assertEqual([case.find("skipped") is not None for case in suite.iter("testcase")],
                         [False, True])

    def test_an_exhaustive_campaign_ends_and_says_so(self):
        done = self.run_it("explore", "--strategy", "exhaustive", "--keep-going", "--json",
                           "s.json", "fine", "ab-ba", expect=BROKEN)
        self.assertRegex(done.stdout, r"exhaustive +\d+ executions: there are no others")
        report = self.json("s.json")
        self.assertEqual([each["exhaustive"] for each in report["scenarios"]], [True, True])
        self.assertEqual([each["share_unseen"] for each in report["scenarios"]], [0, 0])
        self.assertFalse(report["interrupted"])
        self.assertNotIn("left out", done.stdout)
        self.assertIn("no --jobs", self.run_it("explore", "--strategy", "exhaustive", "--jobs", "2",
                                               "fine", expect=USAGE).stderr)

    def test_an_exhaustive_campaign_that_is_not_at_its_end_says_so(self):
        done = self.run_it("explore", "--strategy", "exhaustive", "--schedules", "1", "--json",
                           "s.json", "--state", "s.state", "fine", expect=CLEAN)
        left_out = "what the search has not come to yet"
        self.assertRegex(done.stdout, r"left out +" + left_out)
        self.assertNotIn("share unseen", done.stdout)
        self.assertEqual(self.json("s.json")["scenarios"][0]["left_out"], left_out)
        self.assertIn(left_out, self.run_it("merge", "s.state", expect=CLEAN).stdout)

    # Shards.

    def shard(self, index, count, *more):
        self.run_it("explore", "--schedules", "3000", "--keep-going", "--strategy", "random",
                    "--shard", f"{index}/{count}", "--state", f"{index}of{count}", *more, "fine",
                    "ab-ba", expect=BROKEN)
        return f"{index}of{count}"

    def test_shards_that_are_merged_are_one_campaign(self):
        whole = self.shard(1, 1, "--json", "whole.json")
        shards = [self.shard(index, 3) for index in (1, 2, 3)]
        done = self.run_it("merge", "--json", "merged.json", "--junit", "merged.xml", "--state",
                           "merged", *shards, expect=BROKEN)
        self.assertIn("Joined 3 files", done.stdout)
        self.assertEqual(done.stdout.count("RULE BROKEN"), 1)
        merged, alone = self.json("merged.json"), self.json("whole.json")
        for member in ("schedules", "steps", "distinct_traces", "share_unseen", "broken"):
            self.assertEqual(merged[member], alone[member], member)
            self.assertEqual([each[member] for each in merged["scenarios"]],
                             [each[member] for each in alone["scenarios"]], member)
        self.assertEqual([each["shard"] for each in merged["parts"]], ["1/3", "2/3", "3/3"])
        xml.etree.ElementTree.fromstring(self.read("merged.xml"))
        # What is merged can be merged again, but not with what it has.
        self.assertIn("has runs that", self.run_it("merge", "merged", whole, expect=USAGE).stderr)

    def test_merge_names_the_file_that_is_wrong(self):
        one = self.shard(1, 2)
        for name, text in (("empty", ""), ("cut", self.read(one)[:-100]), ("json", "{}\n"),
                           ("other", self.read(one).replace("version test", "version 2")),
                           ("random", self.read(one).replace("part 1 0 2", "part 1 1 2")
                                          .replace("strategy random", "strategy pos")),
                           ("parameters", self.read(one).replace("part 1 0 2", "part 1 1 2")
                                              .replace("parameters -", "parameters x=1"))):
            with open(os.path.join(self.directory, name), "w", encoding="utf-8") as file:
                file.write(text)
            message = self.run_it("merge", one, name, expect=USAGE).stderr
            self.assertIn(f"merge: {name}: ", message)
        message = self.run_it("merge", one, one, expect=USAGE).stderr
        self.assertIn("part 1 of 2 of seed 0x1 is in 1of2 already", message)
        self.assertIn("nowhere", self.run_it("merge", "nowhere", expect=USAGE).stderr)
        self.assertIn("--state", self.run_it("merge", expect=USAGE).stderr)

    def test_wrong_usage_names_what_is_allowed(self):
        for arguments, words in ((["--shard", "0/2"], ["--shard 0/2", "1 to N"]),
                                 (["--shard", "3/2"], ["--shard 3/2"]),
                                 (["--shard", "1"], ["--shard 1"]),
                                 (["--jobs", "many"], ["--jobs many", "auto"]),
                                 (["--jobs", "2", "--hashes", "3"], ["--hashes", "--jobs"]),
                                 (["--junit", "/nonexistent/x"], ["--junit", "/nonexistent/x"]),
                                 (["--strategy", "luck"], ["luck", "portfolio", "random"])):
            with self.subTest(arguments):
                message = self.run_it("explore", *arguments, "fine", expect=USAGE).stderr
                for word in words:
                    self.assertIn(word, message)

    # Processes.

    def test_jobs_make_every_schedule_and_one_summary(self):
        done = self.run_it("explore", "--schedules", "3000", "--keep-going", "--jobs", "2",
                           "--json", "s.json", "fine", "ab-ba", expect=BROKEN)
        self.assertIn("2 processes", done.stdout)
        self.assertEqual(done.stdout.count("RULE BROKEN"), 1)
        self.assertEqual(done.stdout.count("verdict"), 1)
        self.assertEqual(self.json("s.json")["schedules"], 3000)
        self.assertRegex(self.run_it("explore", "--jobs", "auto", "--schedules", "50", "fine")
                         .stdout, r"\d+ process")

    def test_a_job_that_is_killed_leaves_a_summary(self):
        process = subprocess.Popen([PROGRAM, "explore", "--seconds", "100", "--jobs", "2",
                                    "--json", "s.json", "--junit", "r.xml", "fine"],
                                   cwd=self.directory, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        children = self.children(process.pid, 2)
        os.kill(children[0], signal.SIGKILL)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        stdout, _ = process.communicate(timeout=20)
        self.assertEqual(process.returncode, LOST, stdout)
        self.assertRegex(stdout, r"INCOMPLETE: job \d was ended by signal 9")
        report = self.json("s.json")
        self.assertEqual(report["verdict"], "incomplete")
        self.assertGreater(report["schedules"], 0)
        suite = xml.etree.ElementTree.fromstring(self.read("r.xml"))[0]
        self.assertEqual(suite.get("errors"), "1")

    def children(self, pid, count):
        for _ in range(200):
            with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
                children = [int(word) for word in file.read().split()]
            if len(children) == count:
                time.sleep(0.5)
                return children
            time.sleep(0.05)
        self.fail("the processes do not start")

    def interrupt(self, *arguments, group=False):
        process = subprocess.Popen([PROGRAM, "explore", "--seconds", "100", "--json", "s.json",
                                    "--junit", "r.xml", *arguments, "fine"], cwd=self.directory,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   start_new_session=True)
        time.sleep(1)
        if group:  # as a terminal does it
            os.killpg(process.pid, signal.SIGINT)
        else:
            process.send_signal(signal.SIGTERM)
        stdout, _ = process.communicate(timeout=20)
        self.assertEqual(process.returncode, CLEAN, stdout)
        self.assertIn("verdict          clean, interrupted", stdout)
        self.assertTrue(self.json("s.json")["interrupted"])
        self.assertGreater(self.json("s.json")["schedules"], 0)
        xml.etree.ElementTree.fromstring(self.read("r.xml"))

    def test_ctrl_c_leaves_a_summary_and_the_reports(self):
        self.interrupt()
        self.interrupt("--jobs", "2")
        self.interrupt("--jobs", "2", group=True)

    def test_a_second_signal_ends_at_once(self):
        for second in (signal.SIGINT, signal.SIGTERM):
            process = subprocess.Popen([PROGRAM, "explore", "--seconds", "100", "--jobs", "1",
                                        "fine"], cwd=self.directory, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE)
            (child,) = self.children(process.pid, 1)
            # It cannot come to its end, so that the first signal is not enough.
            os.kill(child, signal.SIGSTOP)
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
            self.assertIsNone(process.poll())
            process.send_signal(second)
            process.communicate(timeout=20)
            self.assertEqual(process.returncode, -second)
            for _ in range(200):
                if not self.lives(child):
                    break
                time.sleep(0.05)
            self.assertFalse(self.lives(child), "the child is left")

    def lives(self, pid):
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii") as file:
                return file.read().rpartition(")")[2].split()[0] != "Z"
        except FileNotFoundError:
            return False

    # Progress.

    def test_progress_is_one_line_that_is_rewritten_on_a_terminal(self):
        leader, terminal = pty.openpty()
        process = subprocess.Popen([PROGRAM, "explore", "--seconds", "2", "fine"],
                                   cwd=self.directory, stdout=subprocess.DEVNULL, stderr=terminal)
        os.close(terminal)
        shown = b""
        while select.select([leader], [], [], 20)[0]:
            try:
                data = os.read(leader, 4096)
            except OSError:
                break
            if not data:
                break
            shown += data
        os.close(leader)
        self.assertEqual(process.wait(timeout=20), CLEAN)
        self.assertRegex(shown, rb"\r\d+ s: [\d,]+ schedules, [\d,]+ a second, .*\d+ s left")
        self.assertNotIn(b"\n", shown)

    def test_progress_is_lines_elsewhere(self):
        done = self.run_it("explore", "--seconds", "6", "fine")
        self.assertRegex(done.stderr, r"^5 s: [\d,]+ schedules, [\d,]+ a second, .*1 s left\n")
        self.assertNotIn("\r", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
