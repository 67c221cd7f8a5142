"""Figures that scripts have measured, kept as files: each with its date and the commit."""

import datetime
import json
import pathlib
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]
KEPT = TOP / "build" / "figures"

# What may be kept, and what a figure of that name is.
KINDS = {
    "explore": "the report of `interleave explore --json`, all scenarios",
    "liveness": "such a report of strategy `fair`",
    "asan": "such a report of that build",
    "tsan": "such a report of that build",
    "exam": "what `scripts/exam --json` writes",
    "spec": "runs of the specification's explorer, and what Spin says",
    "determinism": "runs that were made twice",
    "conformance": "cases of the suite over the seam, on both back ends",
    "properties": "properties of RapidCheck, with how many cases each",
    "fuzz": "inputs of the fuzz targets",
    "soak": "the table of `scripts/soak`",
    "tests": "tests that `scripts/test` has run",
}


def commit():
    def git(*arguments):
        return subprocess.run(["git", "-C", TOP, *arguments], capture_output=True, text=True,
                              check=False).stdout.strip()
    changed = "-changed" if git("status", "--porcelain", "--untracked-files=no") else ""
    return (git("rev-parse", "--short=10", "HEAD") or "unknown") + changed


def today():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")


def keep(name, data, folder=KEPT):
    if name not in KINDS:
        raise KeyError(f"{name} is no figure; there are: {', '.join(KINDS)}")
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"date": today(), "commit": commit(), "data": data}, indent=1)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def load(folder=KEPT):
    """By name, those that are there."""
    kept = {}
    for name in KINDS:
        path = folder / f"{name}.json"
        if path.exists():
            kept[name] = json.loads(path.read_text(encoding="utf-8"))
    return kept
