"""The page of `explain --html` in a browser. Arguments: interleave_toy_bugs [screenshot]."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

import browser

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""
SCREENSHOT = sys.argv[2] if len(sys.argv) > 2 else None
HOSTILE = "</script><script>document.title='bad'</script><img src=x onerror=document.title='bad'>"


def long_run(count):
    """A document as `explain` makes it, of `count` steps, with names that are no names."""
    steps = [{"step": str(i + 1), "thread": 1 + i % 6, "event": "lock_acquired", "object": HOSTILE,
              "words": f"{HOSTILE}.{i % 6} has {HOSTILE}", "time": 0} for i in range(count)]
    spans = [{"kind": "held", "thread": 1 + i % 6, "object": HOSTILE, "begin": i,
              "end": min(count, i + 9)} for i in range(0, count, 7)]
    stack = [{"function": HOSTILE, "file": HOSTILE, "line": 1, "module": "", "program": True}]
    return {"scenario": HOSTILE, "parameters": HOSTILE, "strategy": "", "seed": "0x1", "hash": "",
            "rule": HOSTILE, "what": HOSTILE, "details": [HOSTILE], "finding": count - 1,
            "threads": [{"name": f"{HOSTILE}.{i}", "path": HOSTILE} for i in range(7)],
            "steps": steps, "spans": spans, "wakeups": [],
            "decisions": [{"kind": "thread", "options": 2, "taken": 1, "words": HOSTILE, "step": i}
                          for i in range(count)],
            "pair": [{"step": 10, "thread": 1, "words": HOSTILE, "stack": stack},
                     {"step": None, "thread": 2, "words": HOSTILE, "stack": stack}],
            "exchanges_tried": 1, "search_complete": True,
            "waiting": [{"thread": 1, "words": HOSTILE, "holds": [HOSTILE], "awaits": None,
                         "stack": stack}]}


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not browser.installed():
            raise unittest.SkipTest("chromium and chromium-driver are not installed")
        cls.directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.directory.cleanup)
        cls.browser = browser.Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.pages = {}
        cls.runs = {}
        for scenario in ("lost-wakeup", "ab-ba"):
            cls.make(scenario)

    @classmethod
    def make(cls, scenario):
        here = cls.directory.name
        subprocess.run([PROGRAM, "explore", "--out", scenario, scenario], cwd=here,
                       stdout=subprocess.DEVNULL, timeout=120, check=False)
        (name,) = os.listdir(os.path.join(here, scenario))
        page = os.path.join(here, scenario + ".html")
        done = subprocess.run([PROGRAM, "explain", os.path.join(scenario, name), "--html", page,
                               "--json", "-"], cwd=here, capture_output=True, timeout=120,
                              check=False)
        cls.runs[scenario] = json.loads(done.stdout)
        cls.pages[scenario] = page

    def show(self, scenario):
        self.browser.open(self.pages[scenario])
        return self.runs[scenario]

    def step(self):
        return self.browser.run("return document.body.dataset.step")

    def current(self, selector):
        """The text of what is marked as current there."""
        found = self.browser.run(
            "return [...document.querySelectorAll(arguments[0] + ' [aria-current]')]"
            ".map((e) => e.textContent)", selector)
        self.assertLessEqual(len(found), 1)
        return found[0] if found else None

    def text(self, selector):
        return self.browser.run("return document.querySelector(arguments[0]).textContent", selector)

    def test_begins_at_the_broken_rule(self):
        run = self.show("lost-wakeup")
        self.assertEqual(self.text("#rule"), "lost-wakeup")
        self.assertEqual(self.text("#what"), run["what"])
        self.assertEqual(self.step(), run["steps"][run["finding"]]["step"])
        self.assertIn("broken rule", self.current("#rows"))
        self.assertEqual(self.browser.errors(), [])
        if SCREENSHOT:
            self.browser.screenshot(SCREENSHOT)

    def test_keys_and_buttons_step_through_the_run(self):
        run = self.show("lost-wakeup")
        numbers = [step["step"] for step in run["steps"]]
        self.browser.press("Home")
        self.assertEqual(self.step(), numbers[0])
        self.browser.press("Up")
        self.assertEqual(self.step(), numbers[0])
        for key, expected in (("Down", 1), ("Right", 2), ("Left", 1), ("Up", 0), ("End", -1),
                              ("Down", -1), ("1", run["pair"][0]["step"]),
                              ("2", run["pair"][1]["step"]), ("b", run["finding"])):
            self.browser.press(key)
            self.assertEqual(self.step(), numbers[expected], key)
        for button, expected in (("#to-first", 0), ("#to-next", 1), ("#to-next", 2),
                                 ("#to-previous", 1), ("#to-last", -1),
                                 ("#to-pair-1", run["pair"][0]["step"])):
            self.browser.click(button)
            self.assertEqual(self.step(), numbers[expected], button)

    def test_the_current_step_is_marked_in_every_pane(self):
        run = self.show("lost-wakeup")
        self.browser.press("Home")
        for index, step in enumerate(run["steps"]):
            self.assertTrue(self.current("#rows").startswith(step["step"]))
            self.assertEqual(self.text("#now-words"), f"Step {step['step']}: {step['words']}")
            before = [d for d in run["decisions"] if d["step"] <= index]
            expected = f"{len(before)}{before[-1]['words']}" if before else None
            self.assertEqual(self.current("#decisions"), expected)
            self.browser.press("Down")

    def test_shows_lanes_spans_pair_and_stacks(self):
        run = self.show("ab-ba")
        heads = self.browser.run(
            "return [...document.querySelectorAll('#heads span')].map((e) => e.textContent)")
        self.assertEqual(heads, ["step", "leader", "one", "two"])
        spans = self.browser.run("return document.querySelectorAll('#rows .span').length")
        self.assertEqual(spans, len(run["spans"]))
        self.assertIn("take_both", self.text("#pair-steps"))
        self.assertIn("toy_bugs.cc", self.text("#pair-steps"))
        self.assertIn("not reached", self.text("#pair-steps"))
        marked = self.browser.run("return document.querySelectorAll('#rows .row.marked').length")
        self.assertEqual(marked, 2)

    def test_states_say_who_holds_what(self):
        self.show("ab-ba")
        self.browser.press("End")
        states = self.text("#now-threads")
        # Which of the two closes the circle is the schedule's choice.
        self.assertRegex(states, "holds the a lock(.|\\n)*holds the b lock")
        self.assertRegex(states, "waits for the [ab] lock")

    def test_is_readable_in_the_dark_and_on_a_small_window(self):
        self.show("ab-ba")
        colors = []
        for scheme in ("light", "dark"):
            self.browser.ask("POST", "/goog/cdp/execute", {
                "cmd": "Emulation.setEmulatedMedia",
                "params": {"features": [{"name": "prefers-color-scheme", "value": scheme}]}})
            colors.append(self.browser.run(
                "const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]"))
        self.assertNotEqual(colors[0], colors[1])
        for text, back in colors:
            self.assertGreater(abs(brightness(text) - brightness(back)), 128)

    def test_thousands_of_steps_and_hostile_names(self):
        page = os.path.join(self.directory.name, "hostile.html")
        with open(self.pages["ab-ba"], encoding="utf-8") as file:
            text = file.read()
        mark = '<script type="application/json" id="data">'
        head, rest = text.split(mark)
        data = json.dumps(long_run(5000))
        for char in "<>&":
            data = data.replace(char, f"\\u{ord(char):04x}")
        with open(page, "w", encoding="utf-8") as file:
            file.write(head + mark + data + rest[rest.index("</script>"):])
        self.browser.open(page)
        self.assertEqual(self.step(), "5000")
        self.assertEqual(self.browser.errors(), [])
        self.assertNotEqual(self.browser.run("return document.title"), "bad")
        self.assertEqual(self.browser.run("return document.querySelectorAll('img').length"), 0)
        self.assertEqual(self.text("#what"), HOSTILE)
        self.browser.press("Home", *["PageDown"] * 10)
        self.assertEqual(self.step(), "201")
        self.assertTrue(self.current("#rows").startswith("201"))
        drawn = self.browser.run("return document.querySelectorAll('#rows > *').length")
        self.assertLess(drawn, 1000)


def brightness(color):
    """Of "rgb(r, g, b)"."""
    red, green, blue = (int(part) for part in color[4:-1].split(",")[:3])
    return (299 * red + 587 * green + 114 * blue) / 1000


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
