"""The long campaign: its parts one after the other, and one page that says what came of them.

    night.py (--hours H | --minutes M) [--seed N] [--only PART,PART] [--out DIR]

The time is divided among the parts that take as much as they are given; the others take what they
need. The night is red when a part is bad, and when the canary is not found: planted bugs, drawn
anew each night. The page is DIR/report.md (default build/night); figures are kept for
scripts/results.

Exit status: 0 all is good, 1 something is not, 2 wrong usage or a failed build.
"""

import argparse
import os
import pathlib
import random
import shutil
import sys
import time

import figures
import parts
from parts import BAD, GOOD, LEFT_OUT, Outcome


MOST_FINDINGS = 20  # of a part, on the page


class Part:
    """`share` of the time, 0: what it needs. `least`: hours of a night that it is a part of."""

    def __init__(self, run, share=0, least=0.0, root=False):
        self.run, self.share, self.least, self.root = run, share, least, root
        self.name = run.__name__

    def reason_to_leave_out(self, hours):
        if hours < self.least:
            return f"it is for nights of {self.least:g} h and more"
        if self.root and os.geteuid() != 0:
            return "it needs root"
        return ""


# In their order. The canary comes first: without it the rest proves little.
PARTS = (
    Part(parts.canary),
    Part(parts.specification),
    Part(parts.likeness),
    Part(parts.safety, share=40),
    Part(parts.liveness, share=12),
    Part(parts.determinism, share=6),
    Part(parts.properties, share=6),
    Part(parts.asan, share=12),
    Part(parts.tsan, share=12),
    Part(parts.fuzz, share=6),
    Part(parts.soak, share=6),
    Part(parts.exam, least=4),
    Part(parts.packages, least=1, root=True),
)

BUILDS = {
    "release": {
        "canary": (),  # the drawn bugs' programs
        "specification": ("interleave_spec",),
        "likeness": ("conformance_real", "conformance_sim"),
        "safety": ("interleave",), "liveness": ("interleave",), "determinism": ("interleave",),
        "properties": ("properties_test",),
    },
    "asan-ubsan": {"determinism": ("interleave",), "asan": ("interleave",)},
    "tsan": {"tsan": ("interleave",)},
}


def build_all(night, wanted):
    """What went wrong, or nothing."""
    names = {part.name for part in wanted}
    for preset, by_part in BUILDS.items():
        targets = {target for name, its in by_part.items() if name in names for target in its}
        if preset == "release" and "canary" in names:
            targets |= {f"interleave_planted_{patch.stem}"
                        for patch in parts.drawn_bugs(night.seed)}
        if not targets:
            continue
        print(f"building {preset}: {', '.join(sorted(targets))}", flush=True)
        problem = night.build(preset, *sorted(targets))
        if problem:
            return problem
    return ""


def run_part(part, night, seconds):
    begin = time.monotonic()
    try:
        outcome = part.run(night, seconds)
    except (OSError, ValueError, KeyError, parts.find_planted.Failure) as error:
        outcome = Outcome(BAD, f"it has not come to its end: {error}")
    return part, outcome, time.monotonic() - begin


def time_of(seconds):
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def report(night, done, took):
    bad = [part.name for part, outcome, _ in done if outcome.verdict == BAD]
    ran = [part.name for part, outcome, _ in done if outcome.verdict != LEFT_OUT]
    lines = ["# The night", "",
             f"{figures.today()}, commit {figures.commit()}, seed {night.seed:#x}, "
             f"{time_of(took)}. "
             + (f"**Red**: {', '.join(bad)}." if bad else f"Green: {len(ran)} parts are good."),
             "", "| part | verdict | time | what |", "| --- | --- | --- | --- |"]
    for part, outcome, seconds in done:
        spent = "" if outcome.verdict == LEFT_OUT else time_of(seconds)
        lines.append(f"| {part.name} | {outcome.verdict} | {spent} | {outcome.words} |")
    for part, outcome, _ in done:
        if outcome.verdict == BAD:
            lines += ["", f"## {part.name}", "", f"All of it is in `{night.log(part.name)}`.", ""]
            lines += [f"- {each}" for each in outcome.findings[:MOST_FINDINGS]]
            more = len(outcome.findings) - MOST_FINDINGS
            lines += [f"- and {more} more"] if more > 0 else []
    lines += ["", "## The parts", ""]
    lines += [f"- {part.name}: {part.run.__doc__.splitlines()[0]}" for part in PARTS]
    lines += ["", f"The same night again: `scripts/verify --minutes {night.hours * 60:g} --seed "
              f"{night.seed:#x}`. Schedules are as many as there is time for; each of them is "
              "decided by the seed."]
    return "\n".join(lines) + "\n"


def seed_of(text):
    number = random.getrandbits(48) if text == "random" else int(text, 0)
    if not 0 <= number < 2**63:
        raise argparse.ArgumentTypeError(f"{text}: allowed is a number below 2^63")
    return number


def parse(arguments):
    parser = argparse.ArgumentParser(prog="scripts/verify --nightly", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--hours", type=float)
    length.add_argument("--minutes", type=float)
    parser.add_argument("--seed", type=seed_of, default=seed_of("random"))
    parser.add_argument("--only", default="", help="these parts alone, separated by commas")
    parser.add_argument("--out", type=pathlib.Path, default=figures.TOP / "build" / "night")
    parser.add_argument("--figures", type=pathlib.Path, default=figures.KEPT)
    given = parser.parse_args(arguments)
    given.hours = given.hours if given.minutes is None else given.minutes / 60
    if given.hours <= 0:
        parser.error("the night has no length")
    names = [name for name in given.only.split(",") if name]
    unknown = set(names) - {part.name for part in PARTS}
    if unknown:
        parser.error(f"unknown parts: {', '.join(sorted(unknown))}; allowed: "
                     + ", ".join(part.name for part in PARTS))
    given.parts = [part for part in PARTS if not names or part.name in names]
    return given


def main(arguments):
    given = parse(arguments)
    shutil.rmtree(given.out, ignore_errors=True)
    night = parts.Night(given.out.resolve(), given.seed, given.hours, given.figures)
    wanted = [part for part in given.parts if not part.reason_to_leave_out(given.hours)]
    problem = build_all(night, wanted)
    if problem:
        print(f"scripts/verify: {problem}", file=sys.stderr)
        return 2
    shares = sum(part.share for part in wanted) or 1
    begin = time.monotonic()
    done = []
    for part in given.parts:
        reason = part.reason_to_leave_out(given.hours)
        if reason:
            done.append((part, Outcome(LEFT_OUT, reason), 0.0))
            continue
        seconds = given.hours * 3600 * part.share / shares
        print(f"{part.name}" + (f", {time_of(seconds)}" if part.share else ""), flush=True)
        done.append(run_part(part, night, seconds))
        print(f"  {done[-1][1].verdict}: {done[-1][1].words}", flush=True)
    page = night.folder / "report.md"
    page.write_text(report(night, done, time.monotonic() - begin), encoding="utf-8")
    bad = any(outcome.verdict == BAD for _, outcome, _ in done)
    good = any(outcome.verdict == GOOD for _, outcome, _ in done)
    print(f"{'RED' if bad or not good else 'green'}: {page}")
    return 1 if bad or not good else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
