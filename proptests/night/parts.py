"""The parts of the long campaign: what each runs, and how its verdict is read."""

import json
import pathlib
import random
import re
import subprocess
import sys

import figures

TOP = figures.TOP
sys.path.insert(0, str(TOP / "proptests" / "planted"))
import find_planted  # noqa: E402

GOOD, BAD, LEFT_OUT = "good", "BAD", "left out"
CANARY_SCHEDULES = 20_000
CLEAN, BROKEN = 0, 1
LONG_ENOUGH_FOR_PROBES = 100  # seconds, on a machine that is busy with other things


class Outcome:
    """What came of a part: its verdict, what the page says of it, and what was found."""

    def __init__(self, verdict, words, findings=()):
        self.verdict, self.words, self.findings = verdict, words, list(findings)


class Night:
    """Where everything lies, what is kept, and the seed of the whole night."""

    def __init__(self, folder, seed, hours, kept=figures.KEPT):
        self.folder, self.seed, self.hours, self.kept = folder, seed, hours, kept
        folder.mkdir(parents=True, exist_ok=True)

    def binary(self, preset, name):
        return TOP / "build" / preset / "bin" / name

    def log(self, name):
        return self.folder / f"{name}.log"

    def run(self, name, *command, environment=None):
        """Returns the exit status; what is printed goes to the part's log, and is returned too."""
        path = self.log(name)
        with open(path, "a", encoding="utf-8") as log:
            log.write("$ " + " ".join(map(str, command)) + "\n")
            log.flush()
            begin = log.tell()
            done = subprocess.run(list(map(str, command)), stdout=log, stderr=subprocess.STDOUT,
                                  stdin=subprocess.DEVNULL, env=environment, check=False)
        text = path.read_text(encoding="utf-8", errors="replace")
        return done.returncode, text.encode("utf-8")[begin:].decode("utf-8", "replace")

    def keep(self, name, data):
        figures.keep(name, data, self.kept)

    def build(self, preset, *targets):
        """What went wrong, or nothing."""
        script = (f'top={TOP}; source "$top/scripts/common.sh"; '
                  f'build_preset {preset} {self.log("build-" + preset)} "$@"')
        done = subprocess.run(["bash", "-c", script, "build", *targets], check=False)
        return "" if done.returncode == 0 else f"the build of {preset} has failed"


def explore(night, name, preset, seconds, *options, kept=None):
    """A campaign over all scenarios: every rule must hold."""
    report = night.folder / f"{name}.json"
    report.unlink(missing_ok=True)
    status, _ = night.run(name, night.binary(preset, "interleave"), "explore", "--seconds",
                          max(1, int(seconds)), "--jobs", "auto", "--keep-going", "--seed",
                          night.seed, "--out", night.folder / "findings", "--json", report,
                          *options)
    if not report.exists():
        return Outcome(BAD, f"it has ended with {status} and without a report")
    data = json.loads(report.read_text(encoding="utf-8"))
    night.keep(kept or name, data)
    words = (f"{data['schedules']:,} schedules, {data['distinct_traces']:,} distinct traces, "
             f"{data['broken']:,} broken")
    findings = [f"{each['scenario']}: {each['rule']}: {each['what']}; `{each['replay']}`"
                for each in data["findings"]]
    findings += [f"lost: {each}" for each in data["lost"]]
    findings += [f"{each['name']} was met in {each['runs']} runs, expected is {each['expected']}"
                 for each in data.get("probes", ()) if not each["as_expected"]
                 and "--every-probe" in options]
    return Outcome(GOOD if status == CLEAN else BAD, words, findings)


def canary(night, _seconds, programs=None, patches=None, schedules=CANARY_SCHEDULES):
    """Planted bugs, drawn anew each night, which must be found: or nothing else is believed."""
    patches = patches or drawn_bugs(night.seed)
    missed = []
    for patch in patches:
        program = (programs or night.binary("release", "planted")) / (
            f"interleave_planted_{patch.stem}")
        status, text = night.run("canary", program, "explore", "--schedules", schedules,
                                 "--seed", night.seed, "--out", night.folder / "canary")
        rule = find_planted.broken_rule(text)
        if status != BROKEN or rule not in find_planted.expected_rules(patch):
            missed.append(f"the planted bug {patch.stem} was not found: exit status {status}, "
                          f"rule {rule}")
    names = ", ".join(patch.stem for patch in patches)
    return Outcome(BAD if missed else GOOD, f"{len(patches)} planted bugs ({names})", missed)


def drawn_bugs(seed, count=3):
    patches = sorted((TOP / "proptests" / "planted").glob("*.patch"))
    return random.Random(seed).sample(patches, count)


STATES = re.compile(r"^states (\d+) transitions (\d+) .* seconds ([0-9.]+)", re.M)


def specification(night, _seconds):
    """Explored to its end: all of it in a night of hours, smaller sizes in a short one."""
    if night.hours >= 1:
        status, text = night.run("specification", TOP / "scripts" / "spec")
        spin = "agrees" if status == 0 else "or the explorer objects"
    else:
        status, text = 0, ""
        for size in (("1", "3", "2", "2"), ("3", "3", "2", "2")):
            words = [word for pair in zip(("--min-workers", "--max-workers", "--clients",
                                           "--calls"), size) for word in pair]
            more, output = night.run("specification", night.binary("release", "interleave_spec"),
                                     *words)
            status = status or more
            text += f"interleave_spec {' '.join(words)}\n{output}"
        spin = "was not asked"
    runs = []
    command = ""
    for line in text.splitlines():
        command = line if line.startswith("interleave_spec ") else command
        found = STATES.match(line)
        if found:
            runs.append({"command": command, "states": int(found[1]), "transitions": int(found[2]),
                         "seconds": float(found[3])})
    if not runs:
        return Outcome(BAD, f"it has ended with {status} and counted no states")
    night.keep("spec", {"runs": runs, "spin": spin})
    return Outcome(GOOD if status == 0 else BAD,
                   f"{sum(run['states'] for run in runs):,} states in {len(runs)} sizes")


def determinism(night, seconds):
    """The same seeds once more: in other memory, and in a build of another optimisation level."""
    same = TOP / "proptests" / "replay" / "same_hash.sh"
    release, asan = (night.binary(preset, "interleave") for preset in ("release", "asan-ubsan"))
    comparisons, bad = [], []
    for what, runs, command in (
            ("release twice, in other memory", int(seconds * 3), (release, release, "--shuffled")),
            ("release and asan-ubsan", int(seconds / 4), (release, asan))):
        runs = max(5, runs)
        status, text = night.run("determinism", same, *command, "--runs", runs, "--seed",
                                 night.seed)
        counted = sum(int(each) for each in re.findall(r" (\d+) runs, the same", text))
        bad += re.findall(r"^.*DIFFERS.*$", text, re.M) if status else []
        bad += [f"{what}: exit status {status}"] if status else []
        comparisons.append({"what": what, "runs": counted,
                            "verdict": "different" if status else "the same"})
    night.keep("determinism", {"comparisons": comparisons})
    return Outcome(BAD if bad else GOOD,
                   f"{sum(each['runs'] for each in comparisons):,} runs made twice", bad)


def gtest_results(path):
    """By name, what came of each case of a program of GoogleTest. Typed tests are called after the
    world that they run in: "Real/SeamTest.MutexExcludes/0"."""
    if not path.exists():
        return {}
    report = json.loads(path.read_text(encoding="utf-8"))
    return {f"{suite['name'].split('/')[-1]}.{case['name'].split('/')[0]}":
            "failed" if case.get("failures") else case["result"].lower()
            for suite in report["testsuites"] for case in suite["testsuite"]}


def likeness(night, _seconds):
    """One suite over the seam, with the real back end and with the simulated one."""
    results = []
    for program in ("conformance_real", "conformance_sim"):
        path = night.folder / f"{program}.json"
        path.unlink(missing_ok=True)
        night.run("likeness", night.binary("release", program), f"--gtest_output=json:{path}")
        results.append(gtest_results(path))
    real, simulated = results
    different = sorted(name for name in real.keys() | simulated.keys()
                       if real.get(name) != simulated.get(name))
    bad = [f"{name}: really {real.get(name)}, simulated {simulated.get(name)}"
           for name in sorted(real.keys() | simulated.keys())
           if {real.get(name), simulated.get(name)} != {"completed"}]
    if not real:
        bad.append("no results were told")
    night.keep("conformance", {"cases": len(real.keys() & simulated.keys()),
                               "different": different})
    return Outcome(BAD if bad else GOOD, f"{len(real):,} cases on both back ends", bad)


PROPERTIES = ("Daemon.*", "SameAnswers.ForManyWorkersAndForOne",
              "SameAnswers.HoweverTheStreamIsCut", "SameAnswers.InAnyHarmlessWay")


def properties(night, seconds):
    """Workloads that RapidCheck draws: every rule holds, and the answers are always the same."""
    cases = max(50, int(seconds * 30))
    path = night.folder / "properties.json"
    path.unlink(missing_ok=True)
    status, text = night.run(
        "properties", "env", f"RC_PARAMS=max_success={cases} seed={night.seed}",
        night.binary("release", "properties_test"), f"--gtest_filter={':'.join(PROPERTIES)}",
        f"--gtest_output=json:{path}")
    results = gtest_results(path)
    bad = sorted(name for name, verdict in results.items() if verdict != "completed")
    bad += re.findall(r"^to see it again: .*$", text, re.M)
    if status and not bad:
        bad.append(f"exit status {status}")
    night.keep("properties", {"properties": [
        {"name": name, "cases": cases, "verdict": "holds" if verdict == "completed" else verdict}
        for name, verdict in results.items()]})
    return Outcome(BAD if bad else GOOD, f"{len(results)} properties, {cases:,} cases each", bad)


def fuzz(night, seconds):
    """All fuzz targets, with as many inputs as there is time for."""
    inputs = max(5_000, int(seconds * 1_500))
    status, text = night.run("fuzz", TOP / "scripts" / "fuzz", inputs, "--seed",
                             night.seed % 999_999 + 1)
    rows = re.findall(r"^(\w+) +(\d+) +(\d+)  (none|see .*)$", text, re.M)
    targets = [{"target": name, "inputs": int(done), "seconds": int(took),
                "findings": int(verdict != "none")} for name, done, took, verdict in rows]
    total = sum(each["inputs"] for each in targets)
    if targets:
        night.keep("fuzz", {"targets": targets, "inputs": total})
    bad = [f"{name}: {verdict}" for name, _, _, verdict in rows if verdict != "none"]
    if status and not bad:
        bad.append(f"exit status {status}")
    return Outcome(BAD if bad else GOOD, f"{total:,} inputs of {len(targets)} targets", bad)


def soak(night, seconds):
    """Real clients and real faults on the real daemon, under AddressSanitizer."""
    minutes = max(0.2, seconds / 60)
    status, text = night.run("soak", TOP / "scripts" / "soak", f"{minutes:.2f}", "--build",
                             "asan-ubsan", "--seed", night.seed % 1_000_000)
    calls = re.search(r"^ *calls +([\d,]+)", text, re.M)
    words = f"{minutes:.1f} minutes" + (f", {int(calls[1]):,} calls" if calls else "")
    rows = re.findall(r"^( *[a-z][^\n]*?)  +(\S[^\n]*)$", text, re.M)
    if rows:
        night.keep("soak", {"rows": [["minutes", f"{minutes:.1f}"], *rows]})
    return Outcome(GOOD if status == 0 else BAD, words,
                   [] if status == 0 else [f"exit status {status}: {text.strip()[-300:]}"])


def exam(night, _seconds):
    """Each planted bug against each strategy."""
    report = night.folder / "exam.json"
    report.unlink(missing_ok=True)
    status, _ = night.run("exam", TOP / "scripts" / "exam", "--json", report)
    if not report.exists():
        return Outcome(BAD, f"it has ended with {status} and without a report")
    data = json.loads(report.read_text(encoding="utf-8"))
    night.keep("exam", data)
    return Outcome(GOOD if status == 0 else BAD,
                   f"{len(data['bugs'])} planted bugs, {data['seeds']} seeds each",
                   data["failures"])


def packages(night, _seconds):
    """The packages in a Debian of their own."""
    status, text = night.run("packages", TOP / "scripts" / "package", "--check")
    return Outcome(GOOD if status == 0 else BAD, "made, installed and tried in a fresh root",
                   [] if status == 0 else [text.strip()[-300:]])


def safety(night, seconds):
    """All scenarios, by the portfolio, with faults: no rule is ever broken, and rare situations are
    met."""
    probes = "--every-probe" if seconds >= LONG_ENOUGH_FOR_PROBES else "--probes"
    return explore(night, "safety", "release", seconds, probes, kept="explore")


def liveness(night, seconds):
    """The same without faults and with every thread getting its turn: all is answered, all ends."""
    return explore(night, "liveness", "release", seconds, "--strategy", "fair")


def asan(night, seconds):
    """The same in the build with AddressSanitizer and UndefinedBehaviorSanitizer."""
    return explore(night, "asan", "asan-ubsan", seconds)


def tsan(night, seconds):
    """The same in the build with ThreadSanitizer."""
    return explore(night, "tsan", "tsan", seconds)
