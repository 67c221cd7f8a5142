#!/usr/bin/env python3
"""What starving.py checks fails where it should: a sweep over a daemon that there is not, with one
fault after the other.

usage: starving_test.py [CASE...]
"""

import sys

from daemon_process import TestFailure, check, run_cases
from starving import LEAST, NEVER, Starving, sweep

ALLOCATIONS = 2 * LEAST


class Imaginary(Starving):
    """What a daemon shows of itself; no process."""

    patience = 0.05
    calm = 0

    def __init__(self):  # pylint: disable=super-init-not-called
        self.armed = NEVER
        self.failures = 0
        self.open = self.workers = self.in_use = 5
        self.runs = self.ends_in_order = True

    def arm(self, number):
        self.armed = number

    def failed(self):
        return self.failures

    def blocks(self):
        return self.in_use

    def threads(self):
        return self.workers

    def descriptors(self):
        return self.open

    def is_running(self):
        return self.runs

    def log(self):
        return "the log"

    def stop(self, *_):
        return 0

    def check_orderly_end(self, *_):
        check(self.ends_in_order, "no orderly end")

    def allocate(self, number):
        """Makes some allocations, and gives way at the one that fails."""
        if 0 <= self.armed < number:
            self.failures += 1
            raise ConnectionError("cut off")


def swept(fault=lambda daemon: None, allocations=ALLOCATIONS, look=lambda daemon: None):
    """What a sweep says of a daemon that has this fault whenever somebody has been cut off."""
    daemon = Imaginary()

    def act(daemon):
        try:
            daemon.allocate(allocations)
        except ConnectionError:
            fault(daemon)
            raise

    try:
        sweep(daemon, act, look=look)
    except TestFailure as failure:
        return str(failure)
    return ""


def finds(part, **how):
    said = swept(**how)
    check(part in said, f"not {part!r} but {said!r}")


def setting(**values):
    return lambda daemon: vars(daemon).update(values)


def counting(name):
    return lambda daemon: setattr(daemon, name, getattr(daemon, name) + 1)


def a_daemon_without_a_fault_passes():
    check(swept() == "", swept())


def an_end_is_found():
    finds("turn 0: it has ended", fault=setting(runs=False))


def a_descriptor_that_is_left_over_is_found():
    finds("clients are left over", fault=counting("open"))


def a_worker_that_does_not_end_is_found():
    finds("workers do not end", fault=counting("workers"))


def a_block_that_is_lost_each_time_is_found():
    finds("blocks are lost each time", fault=counting("in_use"))


def one_block_in_each_sweep_is_enough():
    def lose(daemon):
        if daemon.armed == 7:
            daemon.in_use += 1

    finds("blocks are lost each time", fault=lose)


def a_block_that_is_kept_for_good_is_none():
    check(swept(fault=setting(in_use=9)) == "", "something grows once")


def somebody_who_is_cut_off_for_nothing_is_found():
    def cut_off_once(daemon):
        if daemon.armed == NEVER:
            return
        daemon.failures -= 1

    finds("cut off for nothing", fault=cut_off_once)


def others_must_be_served():
    def refused(daemon):
        check(daemon.failures < LEAST, "somebody else is not served")

    finds("somebody else is not served", look=refused)


def a_conversation_that_allocates_nothing_is_no_test():
    finds("hardly anything was allocated", allocations=LEAST - 1)


def an_end_out_of_order_is_found():
    finds("no orderly end", fault=setting(ends_in_order=False))


CASES = (a_daemon_without_a_fault_passes, an_end_is_found, a_descriptor_that_is_left_over_is_found,
         a_worker_that_does_not_end_is_found, a_block_that_is_lost_each_time_is_found,
         one_block_in_each_sweep_is_enough, a_block_that_is_kept_for_good_is_none,
         somebody_who_is_cut_off_for_nothing_is_found, others_must_be_served,
         a_conversation_that_allocates_nothing_is_no_test, an_end_out_of_order_is_found)


if __name__ == "__main__":
    sys.exit(run_cases(CASES, sys.argv[1:]))
