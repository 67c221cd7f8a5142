#!/usr/bin/env python3
"""Spin and the explorer explore the same specification: the same verdicts, as many states.

    spin_test.py INTERLEAVE_SPEC MODEL.pml [--large]

For each size, both count the states without symmetry and without reduction; Spin has one more, in
which its processes have not been started. Spin then checks the promises (LTL), and both refuse the
mistakes that the Promela model can be built with. --large: sizes that take minutes.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# (min_workers, max_workers, clients, calls, slots, parked)
SMALL = ((1, 1, 1, 1, 2, 1), (1, 2, 1, 2, 2, 1), (2, 2, 1, 3, 2, 1))
LARGE = SMALL + ((2, 2, 2, 1, 2, 1), (1, 2, 2, 1, 1, 1), (2, 2, 2, 2, 2, 1))
LIVE = (1, 2, 1, 2, 2, 1)
# Mistakes that a state shows, and the name that the explorer has for each.
UNSAFE = {
    "API_UNDER_SERVER_LOCK": "calls_under_server_lock",
    "REPLY_DROPPED": "reply_dropped",
    "SIGNAL_LOST": "signal_lost",
    "CLOSED_BEFORE_REPLIES": "closed_before_replies",
    "WORKERS_NOT_JOINED": "workers_not_joined",
}
# Mistakes that only a promise shows, and which.
UNFULFILLED = {"LOOP_NOT_ASKED": "t8", "FLUSH_PUT_OFF": "t8"}
PROMISES = ("t8", "d1", "d8")


class Spin:
    """The Promela model, compiled in a directory of its own."""

    def __init__(self, model, folder):
        self.model, self.folder = model, folder

    def _defines(self, size, more):
        names = ("WMIN", "W", "C", "K", "SLOTS", "PARKED")
        return [f"-D{name}={value}" for name, value in zip(names, size)] + [f"-D{m}" for m in more]

    def _build(self, size, more, options):
        run(["spin", "-a", *self._defines(size, more), str(self.model)], self.folder)
        compiler = shutil.which("clang-19") or shutil.which("gcc") or "cc"
        run([compiler, "-O2", "-w", "-DMEMLIM=6000", *options, "-o", "pan", "pan.c"], self.folder)

    def safety(self, size, more=()):
        """(errors, states, transitions)"""
        self._build(size, more, ["-DSAFETY", "-DNOREDUCE"])
        return self._figures(["-m2000000"])

    def promises(self, size, more=(), names=PROMISES):
        """The errors of each promise."""
        self._build(size, ["LIVENESS", *more], [])
        return {name: self._figures(["-a", "-m2000000", "-N", name]) for name in names}

    def _figures(self, options):
        text, _ = run(["./pan", *options], self.folder)
        if "max search depth too small" in text or "out of memory" in text:
            raise SystemExit(text)
        numbers = [int(re.search(pattern, text).group(1)) for pattern in
                   (r"errors: (\d+)", r"(\d+) states, stored", r"(\d+) transitions")]
        return tuple(numbers)


def run(command, folder=None, allowed=(0,)):
    """What the command says; the exit status comes after it."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in allowed:
        raise SystemExit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout, done.returncode


def explored(binary, size, more=()):
    """(whether a rule is broken, states, transitions)"""
    names = ("--min-workers", "--max-workers", "--clients", "--calls", "--slots", "--parked")
    words = [word for name, value in zip(names, size) for word in (name, str(value))]
    text, status = run([binary, *words, "--no-symmetry", "--no-reduction", *more], allowed=(0, 1))
    found = re.search(r"states (\d+) transitions (\d+)", text)
    return status == 1, int(found.group(1)), int(found.group(2))


def compare_counts(binary, spin, sizes):
    bad = 0
    print("workers clients calls slots    explorer: states transitions    Spin: states transitions")
    for size in sizes:
        broken, states, transitions = explored(binary, size)
        errors, spin_states, spin_transitions = spin.safety(size)
        same = not broken and errors == 0 and states == spin_states - 1
        bad += not same
        verdict = "the same" if same else "NOT THE SAME"
        print(f"{size[0]} to {size[1]}  {size[2]:7} {size[3]:5} {size[4]:5}"
              f" {states:19} {transitions:11} {spin_states - 1:19} {spin_transitions:11} "
              f" {verdict}", flush=True)
    return bad


def compare_verdicts(binary, spin):
    bad = 0
    for name, (errors, states, _) in spin.promises(LIVE).items():
        verdict = "DOES NOT HOLD" if errors else "holds"
        print(f"Spin: the promise {name} {verdict} ({states} states)")
        bad += errors != 0
    for bug, mutation in UNSAFE.items():
        broken = explored(binary, LIVE, ("--mutation", mutation))[0]
        errors = spin.safety(LIVE, (f"BUG_{bug}",))[0]
        bad += not (broken and errors)
        print(f"{mutation}: the explorer {'refuses' if broken else 'ACCEPTS'} it,"
              f" Spin {'refuses' if errors else 'ACCEPTS'} it")
    for bug, promise in UNFULFILLED.items():
        errors = spin.promises(LIVE, (f"BUG_{bug}",), (promise,))[promise][0]
        bad += not errors
        print(f"{bug.lower()}: Spin {'refuses' if errors else 'ACCEPTS'} it by {promise}")
    return bad


def main(arguments):
    large = "--large" in arguments
    words = [word for word in arguments if word != "--large"]
    if len(words) != 2:
        print(__doc__.strip())
        return 2
    binary, model = words[0], pathlib.Path(words[1]).resolve()
    if not shutil.which("spin"):
        print("spin is not there: Debian's package is spin")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        spin = Spin(model, folder)
        bad = compare_counts(binary, spin, LARGE if large else SMALL)
        bad += compare_verdicts(binary, spin)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
