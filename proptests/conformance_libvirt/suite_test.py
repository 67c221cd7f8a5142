"""Tests of the suite itself: what it compares, what it leaves out, and that it can fail."""

import contextlib
import io
import re
import tempfile
import time
import unittest

import case_file
import conformance
import differences
from normal_form import NormalForm


def entry(name, pattern, cases="*"):
    return differences.Difference(name, ("interleaved",), cases, re.compile(pattern, re.M), [])


class CaseFile(unittest.TestCase):
    def test_cases_steps_and_options(self):
        text = "# words\none read-only\n    a\n    b \\\n   c\n\ntwo\n    d\n"
        cases = case_file.parse("f.virsh", "virsh", text)
        self.assertEqual([case.name for case in cases], ["f.virsh/one", "f.virsh/two"])
        self.assertEqual(cases[0].steps, ("a", "b c"))
        self.assertEqual(cases[0].options, {"read-only"})

    def test_what_is_no_case(self):
        for text in ("    a\n", "one\n", "one nonsense\n    a\n"):
            with self.assertRaises(case_file.CaseError, msg=text):
                case_file.parse("f.virsh", "virsh", text)

    def test_all_files_can_be_read(self):
        self.assertGreater(len(case_file.load(f"{conformance.HERE}/cases")), 400)


class Normal(unittest.TestCase):
    KNOWN = "11111111-2222-3333-4444-555555555555"

    def of(self, text):
        return NormalForm([self.KNOWN]).of(text)

    def test_the_clock(self):
        now = time.time()
        for value in (now, now * 10**9, now * 10**6 / 20, now / 3):
            self.assertEqual(self.of(f"at {value:.0f}."), "at CLOCK.")
        self.assertEqual(self.of("2147483648 12345678"), "2147483648 12345678")

    def test_identifiers(self):
        one, two = self.KNOWN.replace("1", "a"), self.KNOWN.replace("1", "b")
        self.assertEqual(self.of(f"{one} {two} {one} {self.KNOWN}"),
                         f"UUID-1 UUID-2 UUID-1 {self.KNOWN}")


class Differences(unittest.TestCase):
    def same(self, entries, expected, found):
        return differences.same(entries, "f.virsh/case", "interleaved", expected, found)

    def test_only_what_is_listed(self):
        self.assertTrue(self.same([entry("a", "x+")], "1 x 2", "1 xxx 2"))
        self.assertFalse(self.same([entry("a", "x+")], "1 x 2", "1 xxx 3"))
        self.assertFalse(self.same([entry("a", "x+", "other/*")], "x", "xx"))

    def test_which_entries_are_needed(self):
        entries = [entry("a", "x+"), entry("b", "y+")]
        self.assertTrue(self.same(entries, "x y", "xx y"))
        self.assertEqual([bool(one.needed_by) for one in entries], [True, False])

    def test_a_file_with_too_many_or_without_a_reason(self):
        good = "[{}]\nsides: interleaved\ncases: *\npattern: x\nreason: because\n"
        for text in ("".join(good.format(number) for number in range(11)),
                     good.format(1).replace("reason: because\n", "")):
            with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
                file.write(text)
                file.flush()
                with self.assertRaises(ValueError):
                    differences.load(file.name)


class Report(unittest.TestCase):
    CASE = case_file.Case("f.virsh/case", "virsh", frozenset(), ("a",))

    def judged(self, found):
        report = conformance.Report([], False)
        with contextlib.redirect_stdout(io.StringIO()):
            report.judge(self.CASE, {"in process": "x", "libvirtd": "x", "interleaved": found})
        return report

    def test_the_same_passes_and_another_fails(self):
        self.assertEqual(self.judged("x").summary(),
                         "1 passed, 0 failed, 0 differences as listed")
        self.assertEqual(self.judged("y").failed, ["f.virsh/case"])

    def test_a_slip_in_a_case(self):
        report = conformance.Report([], False)
        with contextlib.redirect_stdout(io.StringIO()):
            report.judge(self.CASE, {"in process": "BROKEN CASE", "interleaved": "BROKEN CASE"})
        self.assertEqual(report.failed, ["f.virsh/case"])


if __name__ == "__main__":
    unittest.main()
