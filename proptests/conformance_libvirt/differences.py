"""The differences that are known and right: differences.txt, each with its reason."""

import configparser
import dataclasses
import fnmatch
import re

MOST = 10
KEYS = {"sides", "cases", "pattern", "reason"}


@dataclasses.dataclass
class Difference:
    """On these sides and in these cases, what matches the pattern is left out."""
    name: str
    sides: tuple
    cases: str
    pattern: re.Pattern
    needed_by: list

    def applies(self, case, side):
        return side in self.sides and fnmatch.fnmatchcase(case, self.cases)

    def hide(self, text):
        return self.pattern.sub("", text)


def load(path):
    """All entries; ValueError when one is not as it should be, or there are too many."""
    parser = configparser.RawConfigParser()
    with open(path, encoding="utf-8") as file:
        parser.read_file(file)
    entries = []
    for name in parser.sections():
        entry = dict(parser[name])
        if set(entry) != KEYS or not all(entry.values()):
            raise ValueError(f"{path}: [{name}] needs {', '.join(sorted(KEYS))}")
        sides = tuple(side.strip() for side in entry["sides"].split(","))
        entries.append(Difference(name, sides, entry["cases"],
                                  re.compile(entry["pattern"], re.MULTILINE), []))
    if len(entries) > MOST:
        raise ValueError(f"{path}: {len(entries)} entries; {MOST} are allowed")
    return entries


def same(entries, case, side, expected, found):
    """Whether two results are the same but for the entries; notes the entries that it took."""
    applying = [entry for entry in entries if entry.applies(case, side)]

    def equal_with(some):
        left, right = expected, found
        for entry in some:
            left, right = entry.hide(left), entry.hide(right)
        return left == right
    if equal_with(()):
        return True
    if not equal_with(applying):
        return False
    for entry in list(applying):
        others = [other for other in applying if other is not entry]
        if equal_with(others):
            applying = others
        else:
            entry.needed_by.append(case)
    return True
