"""The cases as they stand in the files of cases/.

A file is named FAMILY.virsh or FAMILY.python. A line without indentation begins a case: its name,
then options. The indented lines below are its steps, each a virsh command or a line of Python. A
step that ends with a backslash goes on in the next line; # begins a comment line.

Options: "default" opens test:///default instead of a node of the case's own; "read-only" uses the
read-only socket; "storage", "secret" and "nodedev" open that driver of a second libvirtd; "daemons"
leaves out the run in process, and compares interleaved with libvirtd alone.
"""

import dataclasses
import os

DRIVERS = ("storage", "secret", "nodedev")
OPTIONS = {"default", "read-only", "daemons", *DRIVERS}
KINDS = {".virsh": "virsh", ".python": "python"}


@dataclasses.dataclass(frozen=True)
class Case:
    """One case; `name` is "FILE/NAME", as the lists and the command line name it."""
    name: str
    kind: str
    options: frozenset
    steps: tuple


class CaseError(Exception):
    """A file of cases that cannot be read; the text names file and line."""


def logical_lines(text):
    """(number of the first line, text), continued lines joined, comments and blanks left out."""
    begun, number = "", 0
    for at, line in enumerate(text.splitlines(), 1):
        if not begun and (not line.strip() or line.lstrip().startswith("#")):
            continue
        number = number if begun else at
        begun += line.lstrip() if begun else line
        if begun.endswith("\\"):
            begun = begun[:-1]
            continue
        yield number, begun
        begun = ""


def parse(name, kind, text):
    """The cases of one file."""
    cases = []
    for number, line in logical_lines(text):
        if line[0] != " ":
            title, *options = line.split()
            if not OPTIONS.issuperset(options):
                raise CaseError(f"{name}:{number}: an option is none of {sorted(OPTIONS)}")
            cases.append(Case(f"{name}/{title}", kind, frozenset(options), ()))
        elif not cases:
            raise CaseError(f"{name}:{number}: a step before the first case")
        else:
            last = cases[-1]
            cases[-1] = dataclasses.replace(last, steps=(*last.steps, line.strip()))
    for case in cases:
        if not case.steps:
            raise CaseError(f"{case.name} has no step")
    return cases


def load(directory):
    """All cases below a directory, by name. Raises CaseError."""
    cases = {}
    for file in sorted(os.listdir(directory)):
        kind = KINDS.get(os.path.splitext(file)[1])
        if kind is None:
            raise CaseError(f"{file} is neither of virsh nor of Python")
        with open(os.path.join(directory, file), encoding="utf-8") as opened:
            for case in parse(file, kind, opened.read()):
                if case.name in cases:
                    raise CaseError(f"{case.name} is there twice")
                cases[case.name] = case
    return cases
