"""`explain` and `replay --break` as their users meet them. Argument: interleave_toy_bugs."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else ""

CLEAN, BROKEN, USAGE, DIVERGED = 0, 1, 2, 3


class Explain(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name

    def run_it(self, *arguments, expect=BROKEN):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.directory, capture_output=True,
                              text=True, errors="replace", timeout=120)
        self.assertEqual(done.returncode, expect, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def recording(self, scenario):
        out = f"found-{scenario}"
        self.run_it("explore", "--out", out, "--schedules", "5000", scenario)
        (name,) = os.listdir(os.path.join(self.directory, out))
        return os.path.join(out, name)

    def explained(self, scenario):
        return json.loads(self.run_it("explain", self.recording(scenario), "--json", "-").stdout)

    # The text.

    def test_tells_the_rule_the_pair_with_lines_and_the_lanes(self):
        text = self.run_it("explain", self.recording("lost-wakeup")).stdout
        for pattern in (r"^RULE BROKEN: lost-wakeup$", r"^  1> step \d+: leader wakes one waiter",
                        r"^  2> step [\d.]+: waiter begins to wait for set$",
                        r"proptests/replay/toy_bugs\.cc:\d+", r"leader -> waiter",
                        r"^!> +\d+  -- the condition for set holds$"):
            self.assertRegex(text, re.compile(pattern, re.MULTILINE))
        self.assertNotIn("sim/engine", text)
        self.assertLessEqual(max(map(len, text.splitlines())), 120)

    def test_all_shows_everything(self):
        text = self.run_it("explain", "--all", self.recording("lost-wakeup")).stdout
        self.assertIn("sim/engine", text)
        self.assertNotIn("left out", text)

    def test_steps_have_the_numbers_of_the_trace(self):
        path = self.recording("ab-ba")
        trace = self.run_it("replay", "--trace", path).stdout
        told = dict(re.findall(r"^ +(\d+)  (.*)$", trace, re.MULTILINE))
        document = json.loads(self.run_it("explain", path, "--json", "-").stdout)
        records = {step["step"]: step["words"] for step in document["steps"]
                   if "." not in step["step"]}
        self.assertEqual(records, told)

    # For programs.

    def test_json_says_what_the_text_says(self):
        document = self.explained("ab-ba")
        self.assertEqual(document["rule"], "deadlock")
        names = [thread["name"] for thread in document["threads"]]
        self.assertEqual(names, ["the world", "leader", "one", "two"])
        first, second = document["pair"]
        self.assertRegex(document["steps"][first["step"]]["words"], r"(one|two) has the [ab] lock")
        self.assertIsNone(second["step"])
        for step in (first, second):
            own = [frame for frame in step["stack"] if frame["program"]]
            self.assertIn("take_both", own[0]["function"])
            self.assertGreater(own[0]["line"], 0)
        waits = {names[one["thread"]]: names[one["awaits"]] for one in document["waiting"]
                 if one["awaits"] is not None}
        self.assertEqual((waits["one"], waits["two"]), ("two", "one"))
        self.assertEqual(document["steps"][document["finding"]]["event"], "lock_requested")

    def test_spans_and_decisions_point_into_the_steps(self):
        for scenario in ("ab-ba", "lost-wakeup", "null"):
            document = self.explained(scenario)
            count = len(document["steps"])
            for span in document["spans"]:
                self.assertLess(span["begin"], count)
                self.assertLessEqual(span["begin"], span["end"])
                self.assertLessEqual(span["end"], count)
            places = [decision["step"] for decision in document["decisions"]]
            self.assertEqual(places, sorted(places))
            self.assertLessEqual(max(places), count)

    # The trace of Perfetto.

    def check_trace(self, trace):
        events = trace["traceEvents"]
        open_slices = {}
        last = {}
        flows = {}
        for event in events:
            phase = event["ph"]
            if phase == "M":
                continue
            track = (event["pid"], event["tid"])
            self.assertGreaterEqual(event["ts"], last.get("all", 0))
            last["all"] = event["ts"]
            stack = open_slices.setdefault(track, [])
            if phase == "B":
                stack.append(event["name"])
            elif phase == "E":
                self.assertTrue(stack, f"nothing to end on {track} at {event['ts']}")
                stack.pop()
            elif phase == "s":
                self.assertTrue(stack, "a flow begins in a slice")
                self.assertNotIn(event["id"], flows)
                flows[event["id"]] = "begun"
            elif phase == "f":
                self.assertTrue(stack, "a flow ends in a slice")
                self.assertEqual(flows[event["id"]], "begun")
                flows[event["id"]] = "ended"
            else:
                self.assertEqual(phase, "i")
        self.assertEqual([stack for stack in open_slices.values() if stack], [])
        self.assertEqual(set(flows.values()) - {"ended"}, set())
        return events

    def test_the_perfetto_trace_is_well_formed(self):
        for scenario in ("ab-ba", "lost-wakeup", "null"):
            path = self.recording(scenario)
            self.run_it("explain", path, "--perfetto", "t.json")
            with open(os.path.join(self.directory, "t.json"), encoding="utf-8") as file:
                events = self.check_trace(json.load(file))
            names = {event["args"]["name"] for event in events
                     if event["ph"] == "M" and event["name"] == "thread_name"}
            self.assertIn("leader", names)
            self.assertTrue([e for e in events if e["ph"] == "B" and e["name"].startswith("held")])

    def test_a_trace_that_is_not_nested_is_noticed(self):
        with self.assertRaises(AssertionError):
            self.check_trace({"traceEvents": [{"ph": "E", "pid": 1, "tid": 1, "ts": 1}]})
        with self.assertRaises(AssertionError):
            self.check_trace({"traceEvents": [
                {"ph": "B", "pid": 1, "tid": 1, "ts": 1, "name": "held a"}]})

    # Wrong usage.

    def test_wrong_usage_names_the_argument(self):
        path = self.recording("ab-ba")
        for arguments, words in (
                (["explain"], ["explain FILE"]),
                (["explain", "a", "b"], ["explain FILE"]),
                (["explain", "/nonexistent/x.rec"], ["/nonexistent/x.rec", "No such file"]),
                (["explain", PROGRAM], ["line 1"]),
                (["explain", path, "--html", "/nonexistent/x"], ["--html", "/nonexistent/x"]),
                (["explain", path, "--perfetto", "/nonexistent/x"], ["--perfetto"]),
                (["replay", path, "--break", "x"], ["--break x", "number"]),
                (["replay", path, "--break", "0"], ["--break 0"]),
                (["replay", path, "--break", "9999"], ["no step 9999"])):
            with self.subTest(arguments):
                message = self.run_it(*arguments, expect=USAGE).stderr
                for word in words:
                    self.assertIn(word, message)

    def test_what_diverges_is_not_explained(self):
        path = os.path.join(self.directory, self.recording("ab-ba"))
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(re.sub(r"^hash 0x.*$", "hash 0x1", text, flags=re.MULTILINE))
        self.assertIn("DIVERGED", self.run_it("explain", path, expect=DIVERGED).stdout)
        self.assertIn("DIVERGED", self.run_it("replay", path, "--break", "3",
                                              expect=DIVERGED).stdout)

    def test_every_cut_of_a_recording_gives_a_clear_error(self):
        path = os.path.join(self.directory, self.recording("ab-ba"))
        with open(path, "rb") as file:
            text = file.read()
        for end in range(0, len(text) - 1, max(1, len(text) // 25)):
            with open(path, "wb") as file:
                file.write(text[:end])
            self.assertIn("explain: ", self.run_it("explain", path, expect=USAGE).stderr)

    # Breaking at a step.

    def test_break_shows_the_stack_and_how_to_debug(self):
        path = self.recording("lost-wakeup")
        document = json.loads(self.run_it("explain", path, "--json", "-").stdout)
        step = document["steps"][document["pair"][1]["step"]]["step"]
        text = self.run_it("replay", path, "--break", step).stdout
        self.assertIn(f"At step {step}: waiter begins to wait for set", text)
        self.assertRegex(text, r"toy_bugs\.cc:\d+")
        self.assertIn("gdb --args", text)

    def test_a_debugger_stops_in_the_thread_that_does_the_step(self):
        gdb = shutil.which("gdb")
        if gdb is None:
            self.skipTest("gdb is not installed")
        path = self.recording("lost-wakeup")
        done = subprocess.run(
            [gdb, "--batch", "-nx", "-ex", "set debuginfod enabled off",
             "-ex", "handle SIGSEGV nostop noprint pass", "-ex", "run", "-ex", "backtrace",
             "-ex", "kill", "--args", PROGRAM, "replay", path, "--break", "14"],
            cwd=self.directory, capture_output=True, text=True, timeout=200)
        output = done.stdout + done.stderr
        if re.search(r"ptrace: Operation not permitted|Cannot PTRACE", output):
            self.skipTest("this machine lets no debugger attach")
        self.assertIn("SIGTRAP", output)
        self.assertRegex(output, r"#\d+ .*lost_wakeup.* at .*toy_bugs\.cc:\d+")


if __name__ == "__main__":
    unittest.main(verbosity=2)
