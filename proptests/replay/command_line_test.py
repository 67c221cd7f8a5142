"""The command line as its users meet it: exit statuses, messages, and recordings that replay in
another process. Argument: the program interleave_toy_bugs."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else ""

CLEAN, BROKEN, USAGE, DIVERGED = 0, 1, 2, 3


class CommandLine(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name

    def run_it(self, *arguments, expect=CLEAN):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.directory, capture_output=True,
                              text=True, timeout=120)
        self.assertEqual(done.returncode, expect,
                         f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def recording(self, scenario="ab-ba"):
        self.run_it("explore", "--out", "found", "--schedules", "2000", scenario, expect=BROKEN)
        (name,) = os.listdir(os.path.join(self.directory, "found"))
        return os.path.join(self.directory, "found", name)

    def edit(self, path, pattern, replacement):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        changed, count = re.subn(pattern, replacement, text, count=1, flags=re.MULTILINE)
        self.assertEqual(count, 1, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(changed)

    # Help and wrong usage.

    def test_help_tells_every_command_and_option(self):
        text = self.run_it("--help").stdout
        for word in ("explore", "replay", "list", "--version", "Examples:", "Exit status:"):
            self.assertIn(word, text)
        text = self.run_it("explore", "--help").stdout
        for word in ("--schedules", "--seconds", "--seed", "--strategy", "--out", "--json",
                     "--keep-going", "--hashes", "Examples:"):
            self.assertIn(word, text)
        self.assertIn("--trace", self.run_it("replay", "--help").stdout)
        self.assertIn("--rules", self.run_it("list", "--help").stdout)
        self.assertRegex(self.run_it("--version").stdout, r"^interleave \S+\n$")
        self.assertIn("Usage:", self.run_it(expect=USAGE).stderr)

    def test_wrong_usage_names_the_argument_and_what_is_allowed(self):
        for arguments, words in (
                (["explode"], ["explode", "explore"]),
                (["explore", "nobody"], ["nobody", "ab-ba", "lost-wakeup"]),
                (["explore", "fine", "fine"], ["fine", "twice"]),
                (["explore", "--sed", "1"], ["--sed", "--seed"]),
                (["explore", "--seed"], ["--seed", "value"]),
                (["explore", "--seed", "x"], ["--seed", "x", "decimal"]),
                (["explore", "--seed", "18446744073709551616"], ["--seed", "2^64"]),
                (["explore", "--schedules", "0"], ["--schedules", "from 1"]),
                (["explore", "--schedules", "-5"], ["--schedules", "-5"]),
                (["explore", "--seconds", "-1"], ["--seconds", "-1"]),
                (["explore", "--strategy", "luck"], ["luck", "random"]),
                (["explore", "--out", PROGRAM], ["--out", "directory"]),
                (["explore", "--json", "/nonexistent/x"], ["--json", "/nonexistent/x"]),
                (["replay"], ["replay FILE"]),
                (["replay", "a", "b"], ["replay FILE"]),
                (["replay", "/nonexistent/x.rec"], ["/nonexistent/x.rec", "No such file"]),
                (["list", "extra"], ["extra"])):
            with self.subTest(arguments):
                message = self.run_it(*arguments, expect=USAGE).stderr
                for word in words:
                    self.assertIn(word, message)

    def test_lists_scenarios_and_rules(self):
        self.assertIn("ab-ba", self.run_it("list").stdout)
        rules = self.run_it("list", "--rules").stdout
        for rule in ("deadlock", "lock-order", "lost-wakeup", "crash", "nondeterminism"):
            self.assertIn(rule, rules)

    def test_a_full_disk_behind_standard_output_is_told(self):
        for arguments in (["list"], ["--help"], ["list", "--help"],
                          ["explore", "--schedules", "10", "fine"]):
            with self.subTest(arguments), open("/dev/full", "w", encoding="ascii") as full:
                done = subprocess.run([PROGRAM, *arguments], cwd=self.directory, stdout=full,
                                      stderr=subprocess.PIPE, text=True, timeout=60)
                self.assertEqual(done.returncode, USAGE, done.stderr)
                self.assertIn("No space left on device", done.stderr)

    # Exploring.

    def test_a_clean_campaign_ends_with_a_summary_and_leaves_no_file(self):
        text = self.run_it("explore", "--schedules", "2000", "fine").stdout
        for pattern in (r"schedules +2,000 in", r"distinct traces +\d+; share unseen",
                        r"determinism +2 runs repeated", r"rules checked +\w+.*deadlock",
                        r"verdict +clean"):
            self.assertRegex(text.replace("\n", " "), pattern)
        self.assertEqual(os.listdir(self.directory), [])

    def test_a_broken_rule_is_told_recorded_and_replayed_by_the_printed_command(self):
        text = self.run_it("explore", "ab-ba", expect=BROKEN).stdout
        self.assertIn("RULE BROKEN: deadlock", text)
        self.assertIn("seed      0x", text)
        command = re.search(r"replay +(\S.*)$", text, re.MULTILINE).group(1)
        done = subprocess.run(command, shell=True, cwd=self.directory, capture_output=True,
                              text=True, timeout=60)
        self.assertEqual(done.returncode, BROKEN, done.stderr)
        self.assertIn("RULE BROKEN: deadlock", done.stdout)
        self.assertIn("came out as recorded", done.stdout)

    def test_every_kind_of_finding_replays_to_the_same_rule_and_hash(self):
        for scenario, rule in (("ab-ba", "deadlock"), ("lost-wakeup", "lost-wakeup"),
                               ("null", "crash"), ("counter", "nondeterminism")):
            with self.subTest(scenario):
                out = f"found-{scenario}"
                self.run_it("explore", "--out", out, scenario, expect=BROKEN)
                (name,) = os.listdir(os.path.join(self.directory, out))
                self.assertTrue(name.startswith(f"{scenario}-{rule}-"), name)
                path = os.path.join(out, name)
                with open(os.path.join(self.directory, path), encoding="utf-8") as file:
                    recorded = re.search(r"^hash (\S+)$", file.read(), re.MULTILINE).group(1)
                text = self.run_it("replay", path, expect=BROKEN).stdout
                self.assertIn(f"RULE BROKEN: {rule}", text)
                self.assertIn(f"hash {recorded}", text)

    def test_keep_going_records_each_rule_once_and_makes_every_schedule(self):
        done = self.run_it("explore", "--keep-going", "--schedules", "500", "--json", "s.json",
                           "ab-ba", "lost-wakeup", expect=BROKEN)
        self.assertEqual(done.stdout.count("RULE BROKEN"), 2)
        with open(os.path.join(self.directory, "s.json"), encoding="utf-8") as file:
            summary = json.load(file)
        self.assertEqual(summary["schedules"], 500)
        self.assertEqual(len(summary["findings"]), 2)
        self.assertGreater(summary["broken"], 2)

    def test_json_says_what_the_summary_says(self):
        self.run_it("explore", "--schedules", "2001", "--seed", "0xffffffffffffffff", "--json",
                    "s.json", "--out", "fi nds", "fine", "ab-ba", expect=BROKEN)
        with open(os.path.join(self.directory, "s.json"), encoding="utf-8") as file:
            summary = json.load(file)
        self.assertEqual(summary["seed"], "0xffffffffffffffff")
        self.assertEqual(summary["verdict"], "broken")
        self.assertFalse(summary["interrupted"])
        self.assertEqual(sum(each["schedules"] for each in summary["scenarios"]),
                         summary["schedules"])
        self.assertIn("deadlock", summary["rules"])
        (finding,) = summary["findings"]
        self.assertEqual((finding["scenario"], finding["rule"]), ("ab-ba", "deadlock"))
        self.assertTrue(os.path.exists(os.path.join(self.directory, finding["file"])))
        done = subprocess.run(finding["replay"], shell=True, cwd=self.directory, timeout=60,
                              capture_output=True)
        self.assertEqual(done.returncode, BROKEN)

    def test_a_drawn_seed_is_printed_and_makes_the_same_runs_again(self):
        text = self.run_it("explore", "--seed", "random", "--schedules", "10", "fine").stdout
        self.assertRegex(text, r"seed 0x[0-9a-f]+\.")

    def test_the_same_seed_gives_the_same_hashes_in_another_process(self):
        arguments = ("explore", "--hashes", "50", "--seed", "7", "fine", "lost-wakeup")
        # Another size of environment and arguments moves the stack: addresses must not matter.
        plain = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60,
                               cwd=self.directory)
        moved = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60,
                               cwd=self.directory, env={**os.environ, "FILLER": "x" * 5000})
        self.assertEqual(len(plain.stdout.splitlines()), 100)
        self.assertRegex(plain.stdout, r"^fine 0 0x[0-9a-f]{16}\n")
        self.assertEqual(plain.stdout, moved.stdout)
        other = self.run_it("explore", "--hashes", "50", "--seed", "8", "fine").stdout
        self.assertNotEqual(plain.stdout.splitlines()[:50], other.splitlines())

    def test_same_hash_compares_two_builds_run_by_run(self):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "same_hash.sh")
        other = os.path.join(self.directory, "other")
        with open(other, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\n"{PROGRAM}" "$@" | sed "s/^fine 7 0x.*/fine 7 0x{0:016x}/"\n')
        os.chmod(other, 0o755)

        def compare(*arguments):
            return subprocess.run([script, PROGRAM, *arguments], capture_output=True, text=True,
                                  timeout=60, cwd=self.directory)
        same = compare(PROGRAM, "--runs", "20", "ab-ba", "fine")
        self.assertEqual(same.returncode, 0, same.stderr)
        self.assertRegex(same.stdout, r"(?s)ab-ba +20 runs, the same\nfine +20 runs, the same")
        different = compare(other, "--runs", "20", "fine")
        self.assertEqual(different.returncode, 1, different.stderr)
        self.assertRegex(different.stdout, r"fine +DIFFERS from run 7")
        self.assertEqual(compare(PROGRAM, "nobody").returncode, 2)
        self.assertEqual(compare().returncode, 2)

    def test_ctrl_c_ends_with_the_summary_so_far(self):
        process = subprocess.Popen([PROGRAM, "explore", "--seconds", "100", "--json", "s.json",
                                    "fine"], cwd=self.directory, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        stdout, _ = process.communicate(timeout=20)
        self.assertEqual(process.returncode, CLEAN)
        self.assertIn("verdict          clean, interrupted", stdout)
        with open(os.path.join(self.directory, "s.json"), encoding="utf-8") as file:
            self.assertTrue(json.load(file)["interrupted"])

    # Replaying.

    def test_trace_tells_the_run_in_words(self):
        text = self.run_it("replay", "--trace", self.recording(), expect=BROKEN).stdout
        self.assertRegex(text, r"\d+  leader starts\n")
        self.assertRegex(text, r"\d+  two asks for the a lock\n")

    def test_an_edited_decision_diverges_where_it_was_edited(self):
        path = self.recording()
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        first = next(i for i, line in enumerate(lines) if line.startswith("decisions ")) + 1
        decisions = len(lines) - first - 1
        for position in range(1, decisions + 1):
            changed = list(lines)
            at = first + position - 1
            changed[at] = re.sub(r"of (\d+)", lambda m: f"of {int(m.group(1)) + 1}", changed[at])
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join(changed) + "\n")
            text = self.run_it("replay", path, expect=DIVERGED).stdout
            self.assertIn(f"DIVERGED at decision {position} of {decisions}", text)
            self.assertRegex(text, r"recorded  .*\n +met  ")

    def test_another_hash_or_rule_diverges(self):
        path = self.recording()
        self.edit(path, r"^rule deadlock$", "rule leak")
        self.assertIn("rule leak broken", self.run_it("replay", path, expect=DIVERGED).stdout)
        self.edit(path, r"^rule leak$", "rule deadlock")
        self.edit(path, r"^hash 0x.*$", "hash 0x1")
        self.assertIn("hash 0x0000000000000001",
                      self.run_it("replay", path, expect=DIVERGED).stdout)

    def test_a_file_that_is_no_recording_is_refused_with_its_line(self):
        path = self.recording()
        self.edit(path, r"^end\n", "")
        self.assertRegex(self.run_it("replay", path, expect=USAGE).stderr,
                         r"line \d+: the file ends here")
        self.edit(path, r"^scenario ab-ba$", "scenario nobody")
        with open(path, "a", encoding="utf-8") as file:
            file.write("end\n")
        self.assertIn("no scenario nobody", self.run_it("replay", path, expect=USAGE).stderr)
        self.edit(path, r"^interleave-recording 2$", "interleave-recording 99")
        self.assertIn("line 1: the recording has version 99",
                      self.run_it("replay", path, expect=USAGE).stderr)

    def test_an_unknown_setting_is_refused(self):
        path = self.recording()
        self.edit(path, r"^setting step_limit .*$", "setting phase_of_moon 1")
        self.assertIn("phase_of_moon", self.run_it("replay", path, expect=USAGE).stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
