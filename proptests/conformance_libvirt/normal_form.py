"""Takes out of a result what differs from run to run, and nothing else.

The clock: the test driver makes CPU times and statistics out of it, and names snapshots by it.
Random identifiers: UUIDs and MAC addresses that stand in no document are numbered in the order in
which they appear.
"""

import re
import time

DAY = 86_400
# The test driver divides its clock for the statistics of disks and interfaces.
DIVISORS = (1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 60, 80, 100, 110, 200, 1000)
UNITS = (1, 10**3, 10**6, 10**9)
NUMBER = re.compile(r"\d{8,}(\.\d+)?")
DATE = re.compile(r"\b20\d\d-\d\d-\d\d[ -]\d\d:\d\d:\d\d( [+-]\d{4})?")
UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
MAC = re.compile(r"\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b")
CPU_TIME = re.compile(r"(CPU time: +)[0-9.]+s")


def is_clock(text):
    """Whether a number is the clock, in one of the units and divisions that the driver uses."""
    value, now = float(text), time.time()
    return any(abs(value * divisor / unit - now) < DAY for divisor in DIVISORS for unit in UNITS)


class NormalForm:
    """Knows the identifiers that are no accident: those of the documents."""

    def __init__(self, documents):
        self._known = {found for text in documents for pattern in (UUID, MAC)
                       for found in pattern.findall(text)}

    def of(self, text):
        """The text, with accidents replaced."""
        text = DATE.sub("DATE", text)
        text = CPU_TIME.sub(r"\1CLOCK", text)
        text = NUMBER.sub(lambda found: "CLOCK" if is_clock(found.group()) else found.group(),
                          text)
        for pattern, name in ((UUID, "UUID"), (MAC, "MAC")):
            text = self._numbered(pattern, name, text)
        return text

    def _numbered(self, pattern, name, text):
        seen = {}

        def replace(found):
            identifier = found.group()
            if identifier in self._known:
                return identifier
            return f"{name}-{seen.setdefault(identifier, len(seen) + 1)}"
        return pattern.sub(replace, text)
