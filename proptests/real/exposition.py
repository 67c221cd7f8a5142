"""A strict reader of Prometheus's text format: what it does not understand is a failure."""

import re

from daemon_process import check

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? ([-+0-9.eE]+|NaN|[-+]Inf)")
HELP = re.compile(rf"# HELP ({NAME}) (\S.*)")
TYPE = re.compile(rf"# TYPE ({NAME}) (counter|gauge|histogram)")
SUFFIXES = ("_bucket", "_sum", "_count")


class Families:
    """A page: `types` of its families, and the values of its samples by name and labels."""

    def __init__(self, text):
        self.types = {}
        self.samples = {}
        check(text.endswith("\n") and "\n\n" not in text, "the page has no end, or empty lines")
        lines = text[:-1].split("\n")
        family = None
        while lines:
            line = lines.pop(0)
            if line.startswith("#"):
                family = self._begin(line, lines)
            else:
                self._add(line, family)
        for name, kind in self.types.items():
            if kind == "histogram":
                self._check_histograms(name)

    def _begin(self, line, lines):
        told = HELP.fullmatch(line)
        kind = TYPE.fullmatch(lines.pop(0)) if told and lines else None
        check(kind and kind.group(1) == told.group(1), f"no head of a family: {line!r}")
        name = kind.group(1)
        check(name not in self.types, f"{name} comes twice")
        check((kind.group(2) == "counter") == name.endswith("_total"), f"the name {name}")
        self.types[name] = kind.group(2)
        return name

    def _add(self, line, family):
        found = SAMPLE.fullmatch(line)
        check(found, f"not a sample: {line!r}")
        name, labels, value = found.groups()
        expected = [family]
        if self.types.get(family) == "histogram":
            expected = [family + suffix for suffix in SUFFIXES]
        check(name in expected, f"{line!r} is in the family {family}")
        key = (name, tuple(re.findall(LABEL, labels or "")))
        names = {label.split("=")[0] for label in key[1]}
        check(len(names) == len(key[1]), f"a label comes twice: {line!r}")
        check(key not in self.samples, f"a sample comes twice: {line!r}")
        number = float(value)
        check(number >= 0, f"a negative value: {line!r}")
        self.samples[key] = number

    def _check_histograms(self, family):
        """Each bucket holds the ones before it; the last holds all."""
        buckets = {}
        for (name, labels), value in self.samples.items():
            if name == family + "_bucket":
                bound = labels[-1]
                check(bound.startswith('le="'), f"a bucket without a bound: {labels}")
                buckets.setdefault(labels[:-1], []).append((float(bound[4:-1]), value))
        for labels, all_of_it in buckets.items():
            check(all_of_it == sorted(all_of_it), f"{family} {labels}: not in order: {all_of_it}")
            values = [value for _, value in all_of_it]
            check(values == sorted(values), f"{family} {labels}: not summed up: {values}")
            check(all_of_it[-1][0] == float("inf"), f"{family} {labels}: no last bucket")
            check(self.samples[(family + "_count", labels)] == values[-1],
                  f"{family} {labels}: the count is not the last bucket's")
            check((family + "_sum", labels) in self.samples, f"{family} {labels}: no sum")

    def value(self, name, *labels):
        return self.samples[(name, labels)]

    def sum(self, name):
        return sum(value for (other, _), value in self.samples.items() if other == name)
