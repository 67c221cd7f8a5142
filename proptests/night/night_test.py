"""The night's page and its canary, and the page of results, on small things that are made up.

    night_test.py CLEAN_PROGRAM PLANTED_PROGRAMS
"""

import json
import os
import pathlib
import sys
import tempfile

import figures
import night
import parts
import results
from parts import BAD, GOOD, LEFT_OUT, Outcome

PLANTED = figures.TOP / "proptests" / "planted" / "reply_without_wake.patch"

EXPLORED = {
    "schedules": 1234567, "distinct_traces": 777, "distinct_traces_exact": True,
    "share_unseen": 0.25, "steps": 99, "determinism_checks": 12, "seconds": 60.0, "broken": 0,
    "strategy": "portfolio", "scenarios": [{}, {}, {}],
    "probes": [{"name": "stop-in-read", "what": "a stop while bytes come", "expected": "rare",
                "runs": 17, "most_in": "stop", "as_expected": True},
               {"name": "never-there", "what": "what no run came to", "expected": "common",
                "runs": 0, "most_in": "", "as_expected": False}]}


def exam_row(bug, strategy, found, median):
    return {"bug": bug, "strategy": strategy, "found": found, "seeds": 20,
            "median_schedules": median, "rule": "lost-job", "preemptions_after_shrinking": 2}


EXAM = {"seeds": 20, "schedules": 2000, "strategies": ["portfolio", "random", "pct3"],
        "bugs": [{"bug": "one", "what": "it does this", "like": "that one", "rules": ["lost-job"]}],
        "rows": [exam_row("one", "portfolio", 20, 41), exam_row("one", "random", 20, 55),
                 exam_row("one", "pct3", 7, None)],
        "clean": {"schedules": 1000000, "broken": 0}, "failures": ["one: a failure"]}


def in_folder(test):
    with tempfile.TemporaryDirectory() as folder:
        test(pathlib.Path(folder))


def a_page_has_what_was_measured(folder):
    figures.keep("explore", EXPLORED, folder)
    figures.keep("exam", EXAM, folder)
    page = results.page(figures.load(folder))
    for words in ("1,234,567 schedules of 3 scenarios, 777 distinct traces", "every rule held",
                  "1 of 1 found by the portfolio",
                  "without a bug 1,000,000 schedules, 0 broken",
                  "| `one` | lost-job | 20 of 20 | 41 | 2 | 55 | - (7 of 20) |",
                  "| `one` | it does this | that one |", "- one: a failure",
                  "| `stop-in-read` | a stop while bytes come | rare | 17 | stop | yes |",
                  "| `never-there` | what no run came to | common | 0 | - | **no** |",
                  "Weak memory", figures.commit()):
        assert words in page, (words, page)


def a_page_names_what_is_missing(folder):
    page = results.page(figures.load(folder))
    for name, what, _ in results.EXAMINED:
        assert f"- {what} ({figures.KINDS[name]})" in page, (name, page)
    assert "Missing: `scripts/exam --json`." in page, page
    assert "Missing: `interleave explore --probes --json`." in page, page
    assert "schedules of" not in page, page


def figures_have_names(folder):
    try:
        figures.keep("hearsay", {}, folder)
    except KeyError as error:
        assert "hearsay" in str(error)
    else:
        raise AssertionError("a figure of no name was kept")


def every_own_bug_has_its_test(_folder):
    for _, test, story in results.facts(results.CORPUS / "own_bugs.txt", 3):
        file, _, case = test.partition(":")
        path = figures.TOP / file
        assert path.exists(), f"{file} is not there: {story}"
        assert case.strip() in path.read_text(encoding="utf-8"), f"{test} is not there: {story}"


def a_canary_that_is_not_found_is_bad(folder):
    """The program without a bug under the name of one that has it."""
    (folder / "bin").mkdir()
    os.symlink(CLEAN_PROGRAM, folder / "bin" / f"interleave_planted_{PLANTED.stem}")
    one = parts.Night(folder / "night", 1, 1, folder / "figures")
    outcome = parts.canary(one, 0, folder / "bin", [PLANTED], schedules=500)
    assert outcome.verdict == BAD and PLANTED.stem in outcome.findings[0], vars(outcome)


def a_canary_that_is_found_is_good(folder):
    if not (PLANTED_PROGRAMS / f"interleave_planted_{PLANTED.stem}").exists():
        return
    one = parts.Night(folder / "night", 1, 1, folder / "figures")
    outcome = parts.canary(one, 0, PLANTED_PROGRAMS, [PLANTED])
    assert outcome.verdict == GOOD, vars(outcome)


def a_bad_part_makes_the_night_red(folder):
    one = parts.Night(folder / "night", 1, 0.5, folder / "figures")
    good = (night.PARTS[3], Outcome(GOOD, "many schedules"), 10.0)
    bad = (night.PARTS[0], Outcome(BAD, "3 planted bugs", [f"bug {i}" for i in range(30)]), 1.0)
    left = (night.PARTS[-1], Outcome(LEFT_OUT, "it needs root"), 0.0)
    page = night.report(one, [bad, good, left], 11.0)
    for words in ("**Red**: canary.", "| canary | BAD | 1 s | 3 planted bugs |", "- bug 19",
                  "- and 10 more", "| packages | left out |  | it needs root |"):
        assert words in page, (words, page)
    assert "- bug 20" not in page
    assert "Green: 1 parts are good." in night.report(one, [good, left], 10.0)


def an_exploration_that_leaves_no_report_is_bad(folder):
    one = parts.Night(folder / "night", 1, 0.5, folder / "figures")
    one.binary = lambda _preset, _name: pathlib.Path("/bin/false")
    assert parts.safety(one, 1).verdict == BAD
    one.binary = lambda _preset, _name: CLEAN_PROGRAM
    outcome = parts.liveness(one, 2)
    assert outcome.verdict == GOOD, vars(outcome)
    kept = json.loads((folder / "figures" / "liveness.json").read_text(encoding="utf-8"))
    assert kept["data"]["strategy"] == "fair" and kept["commit"] == figures.commit()


TESTS = (a_page_has_what_was_measured, a_page_names_what_is_missing, figures_have_names,
         every_own_bug_has_its_test, a_canary_that_is_not_found_is_bad,
         a_canary_that_is_found_is_good, a_bad_part_makes_the_night_red,
         an_exploration_that_leaves_no_report_is_bad)

if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    CLEAN_PROGRAM, PLANTED_PROGRAMS = (pathlib.Path(each).resolve() for each in sys.argv[1:])
    for each in TESTS:
        in_folder(each)
        print(f"ok {each.__name__}")
