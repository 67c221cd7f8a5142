"""Writes docs/results.md from figures that scripts have measured, and from nothing else.

    results.py [--figures DIR] [--out FILE]   the page (default: build/figures, docs/results.md)
    results.py --keep NAME FILE               keep FILE, which is JSON, as the figures of NAME

What has not been measured is named as missing.
"""

import json
import pathlib
import sys

import figures

CORPUS = figures.TOP / "proptests" / "corpus"
NOT_SIMULATED = pathlib.Path(__file__).resolve().parent / "not_simulated.md"
PORTFOLIO = "portfolio"


def number(value):
    return "-" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def duration(seconds):
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |"
              for row in rows]
    return "\n".join(lines)


def origin(kept):
    return f"{kept['date']}, commit {kept['commit']}"


# What was examined: for each figure, what and how much.


def explored(data):
    schedules, traces = data["schedules"], data["distinct_traces"]
    about = "" if data["distinct_traces_exact"] else "about "
    verdict = "every rule held" if data["broken"] == 0 else f"{number(data['broken'])} broke a rule"
    return (f"{number(schedules)} schedules of {len(data['scenarios'])} scenarios, "
            f"{about}{number(traces)} distinct traces, share unseen {data['share_unseen']:.3f}, "
            f"{number(data['steps'])} points, {number(data['determinism_checks'])} runs repeated, "
            f"in {duration(data['seconds'])} of {data['strategy']}: {verdict}")


def specified(data):
    rows = [f"{number(run['states'])} states and {number(run['transitions'])} transitions of "
            f"`{run['command']}` in {duration(run['seconds'])}" for run in data["runs"]]
    return "; ".join(rows + [f"Spin {data['spin']}"])


def repeated(data):
    return "; ".join(f"{number(each['runs'])} runs, {each['what']}: {each['verdict']}"
                     for each in data["comparisons"])


def conformed(data):
    different = data["different"]
    verdict = "the same results" if not different else "different: " + ", ".join(different)
    return f"{number(data['cases'])} cases on both back ends: {verdict}"


def fuzzed(data):
    targets = ", ".join(f"{each['target']} {number(each['inputs'])}" for each in data["targets"])
    findings = sum(each["findings"] for each in data["targets"])
    return f"{number(data['inputs'])} inputs ({targets}): {findings} findings"


def held(data):
    return "; ".join(f"{each['name']} {number(each['cases'])} cases: {each['verdict']}"
                     for each in data["properties"])


SOAKED = ("minutes", "calls", "the sum rule", "clients, one after the other",
          "descriptors, threads left over", "leaks", "reports of sanitizers and rules")


def soaked(data):
    rows = {name.strip(): value for name, value in data["rows"]}
    faults = sum(int(value) for name, value in rows.items()
                 if name.startswith("fault: ") and value.isdigit())
    return "; ".join([f"{name}: {rows[name]}" for name in SOAKED if name in rows]
                     + [f"faults: {faults}"])


def tested(data):
    return f"{number(data['passed'])} passed, {number(data['failed'])} failed"


def examined_bugs(data):
    whole = [row for row in data["rows"] if row["strategy"] == PORTFOLIO]
    found = sum(row["found"] == row["seeds"] for row in whole)
    text = (f"{len(data['bugs'])} planted bugs, {data['seeds']} seeds of at most "
            f"{number(data['schedules'])} schedules each: {found} of {len(whole)} found by the "
            "portfolio with every seed")
    if data.get("clean"):
        text += (f"; without a bug {number(data['clean']['schedules'])} schedules, "
                 f"{number(data['clean']['broken'])} broken")
    return text


EXAMINED = (
    ("explore", "the daemon's objects, simulated", explored),
    ("liveness", "the daemon's objects, fair schedules without faults", explored),
    ("asan", "the daemon's objects with AddressSanitizer", explored),
    ("tsan", "the daemon's objects with ThreadSanitizer", explored),
    ("spec", "the abstract specification", specified),
    ("exam", "the simulator's exam", examined_bugs),
    ("determinism", "runs made twice", repeated),
    ("conformance", "the simulator beside the system", conformed),
    ("properties", "properties of whole runs", held),
    ("fuzz", "decoders", fuzzed),
    ("soak", "the real daemon under real faults", soaked),
    ("tests", "tests", tested),
)


def examined(kept):
    rows = [(what, words(kept[name]["data"]), origin(kept[name]))
            for name, what, words in EXAMINED if name in kept]
    return table(("what", "how much, and what came of it", "measured"), rows)


# What was found.


def facts(path, fields):
    """The lines of a file of facts, as the fields that are separated by bars."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            parts = [part.strip() for part in line.split("|")]
            if len(parts) != fields:
                raise ValueError(f"{path.name}: {fields} fields are wanted: {line}")
            rows.append(parts)
    return rows


def own_bugs():
    rows = [(story, found_by, "`" + test.split(":")[0] + "`" + test[len(test.split(":")[0]):])
            for found_by, test, story in facts(CORPUS / "own_bugs.txt", 3)]
    return table(("bug", "found by", "its test"), rows)


def recordings():
    rows = [(f"`{name}`", verdict, story)
            for _, name, verdict, story in facts(CORPUS / "stories.txt", 4)]
    planted = len(list((CORPUS / "planted").glob("*.rec")))
    return (table(("recording", "comes to", "its story"), rows)
            + f"\n\nBeside them {planted} shrunk recordings of planted bugs are replayed.")


def detection(kept):
    data = kept["data"]
    by_bug = {}
    for row in data["rows"]:
        by_bug.setdefault(row["bug"], {})[row["strategy"]] = row
    strategies = [name for name in data["strategies"] if name != PORTFOLIO]

    def cell(row):
        if row is None:
            return ""
        if row["found"] == row["seeds"]:
            return number(row["median_schedules"])
        return f"{number(row['median_schedules'])} ({row['found']} of {row['seeds']})"

    rows = []
    for bug, found in by_bug.items():
        whole = found.get(PORTFOLIO)
        rows.append((f"`{bug}`", whole["rule"] if whole else "",
                     f"{whole['found']} of {whole['seeds']}" if whole else "",
                     number(whole["median_schedules"]) if whole else "",
                     number(whole["preemptions_after_shrinking"]) if whole else "",
                     *(cell(found.get(name)) for name in strategies)))
    likes = [(f"`{each['bug']}`", each["what"], each["like"]) for each in data["bugs"]]
    failures = "".join(f"- {each}\n" for each in data["failures"])
    return (f"Median schedules to the bug, over {data['seeds']} seeds; in brackets how many seeds "
            f"found it where not all did ({origin(kept)}).\n\n"
            + table(("bug", "rule", "portfolio", "median", "preemptions left", *strategies), rows)
            + "\n\n" + table(("bug", "what it does", "like"), likes)
            + (f"\n\nWhat the exam failed in:\n\n{failures}" if failures else ""))


def probes(kept):
    rows = [(f"`{each['name']}`", each["what"], each["expected"], number(each["runs"]),
             each["most_in"] or "-", "yes" if each["as_expected"] else "**no**")
            for each in kept["data"]["probes"]]
    return (f"Runs that came to each, of {number(kept['data']['schedules'])} ({origin(kept)}).\n\n"
            + table(("situation", "what it is", "expected", "runs", "most of them in",
                     "as expected"), rows))


def missing(kept):
    gone = [f"{what} ({figures.KINDS[name]})" for name, what, _ in EXAMINED if name not in kept]
    if "explore" not in kept or not kept["explore"]["data"].get("probes"):
        gone.append("the table of probes (`interleave explore --probes --json`)")
    return gone


def page(kept):
    parts = ["# Results",
             "What was examined and how much, what was found, and what was not looked at. "
             f"`scripts/results` has written this page on {figures.today()} at commit "
             f"{figures.commit()}, from figures that the scripts have measured and kept; each says "
             "when and of which commit.",
             "## What was examined", examined(kept)]
    gone = missing(kept)
    if gone:
        parts.append("Not measured, and so not on this page:\n\n"
                     + "\n".join(f"- {each}" for each in gone))
    parts += ["## What was found in our own code", own_bugs(),
              "## What is replayed in every run of the tests", recordings(),
              "## Which strategy finds which planted bug",
              detection(kept["exam"]) if "exam" in kept else "Missing: `scripts/exam --json`.",
              "## Rare situations that were met",
              probes(kept["explore"]) if kept.get("explore", {}).get("data", {}).get("probes")
              else "Missing: `interleave explore --probes --json`.",
              "## What is not simulated", NOT_SIMULATED.read_text(encoding="utf-8").strip()]
    return "\n\n".join(parts) + "\n"


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "--keep" and arguments[1] in figures.KINDS:
        figures.keep(arguments[1], json.loads(pathlib.Path(arguments[2]).read_text("utf-8")))
        return 0
    folder, out = figures.KEPT, figures.TOP / "docs" / "results.md"
    while len(arguments) >= 2 and arguments[0] in ("--figures", "--out"):
        if arguments[0] == "--figures":
            folder = pathlib.Path(arguments[1])
        else:
            out = pathlib.Path(arguments[1])
        arguments = arguments[2:]
    if arguments:
        print(__doc__.strip() + "\n\nFigures: " + ", ".join(figures.KINDS))
        return 0 if arguments == ["--help"] else 2
    out.write_text(page(figures.load(folder)), encoding="utf-8")
    print(f"{out}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
