#!/usr/bin/python3
"""What clients get through interleaved is what they get through libvirtd and without a daemon.

usage: conformance.py [--show] INTERLEAVED [CASE...]     a case is FILE, or FILE/NAME

Each case of cases/ is run three times, with the driver in the client's own process, through
Debian's libvirtd, and through interleaved; each time on a node of its own. What is printed, every
field of every error, the exit status and the files made must be the same but for the entries of
differences.txt, which must all be needed. --show prints as well what is expected.

Prints what differs and "N passed, M failed, D differences as listed"; exit status 0 when nothing
failed, 1 when something did, 2 on wrong usage.
"""

import difflib
import os
import sys

import case_file
import client_pool
import differences
from normal_form import NormalForm
from sides import HERE, NODE, Sides, TestFailure
from virsh_client import DOCUMENTS

PROCESSES = 3


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def all_documents():
    return [read(NODE), *(read(os.path.join(DOCUMENTS, name)) for name in os.listdir(DOCUMENTS))]


class Report:
    """Judges results and keeps count."""

    def __init__(self, entries, show):
        self._entries, self._show = entries, show
        self._normal_form = NormalForm(all_documents())
        self.passed, self.failed = 0, []

    def judge(self, case, results):
        texts = {side: self._normal_form.of(text) for side, text in results.items()}
        reference, *others = texts
        expected = texts[reference]
        wrong = [side for side in others if not differences.same(
            self._entries, case.name, side, expected, texts[side])]
        if self._show:
            print(f"---- {case.name}\n{expected}")
        if "BROKEN CASE" in expected:
            self._fail(case.name, [expected])
        elif wrong:
            self._fail(case.name, [line for side in wrong for line in difflib.unified_diff(
                expected.splitlines(), texts[side].splitlines(), lineterm="",
                fromfile=reference, tofile=side, n=1)])
        else:
            self.passed += 1

    def _fail(self, what, lines):
        self.failed.append(what)
        print(f"FAILED {what}", *lines, sep="\n    ", flush=True)

    def finish(self, complete, daemon, ended):
        """What can only be said at the end; `complete` when no case was left out."""
        for name in ended:
            self._fail(f"{name} has ended by itself", [])
        for entry in self._entries if complete else ():
            if not entry.needed_by:
                self._fail(f"differences.txt: [{entry.name}]", ["no case needs it any more"])
        try:
            daemon.check_orderly_end(daemon.stop())
        except TestFailure as failure:
            self._fail("the end of interleaved", [str(failure)])

    def summary(self):
        listed = sum(1 for entry in self._entries if entry.needed_by)
        return (f"{self.passed} passed, {len(self.failed)} failed, "
                f"{listed} differences as listed")


def chosen(cases, names):
    """The cases with one of the names, or in a file with one."""
    return [case for case in cases.values()
            if not names or case.name in names or case.name.split("/")[0] in names]


def main(arguments):
    show = "--show" in arguments
    binary, *names = [word for word in arguments[1:] if word != "--show"] or [""]
    cases = case_file.load(os.path.join(HERE, "cases"))
    tasks = chosen(cases, names)
    if not os.access(binary, os.X_OK) or not tasks:
        print(__doc__, file=sys.stderr)
        return 2
    report = Report(differences.load(os.path.join(HERE, "differences.txt")), show)
    with Sides(binary) as sides:
        client_pool.run_all([(case, sides.places(case.options)) for case in tasks], PROCESSES,
                            report.judge)
        report.finish(not names, sides.interleaved(), sides.ended())
    print(report.summary())
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
