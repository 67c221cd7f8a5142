#!/usr/bin/env python3
"""What keeping a trace costs the daemon: one that keeps one beside two that do not.

usage: trace_bench.py INTERLEAVED LOAD [--quick] [--only TEXT] [--rounds N] [--json FILE]

All three run at the same time and take many short turns. A turn's ratio is the tracing daemon's
CPU a call over the mean of the others', so that what disturbs the machine disturbs both sides of
it. Two processes of one program differ by a percent, too, for as long as they live (where their
memory lies): so each round starts new ones. A round's ratio is the median of its turns', the
result the median of the rounds'. Its range follows from the order of the rounds alone and, with
six or more, has the true median in it in 19 of 20 benchmarks. The ratio of the two daemons
without a trace is the control.

CPU is what a daemon's process has used for a call. The last lines say PASS or FAIL of the bar for
each load, and whether they pass does not change the exit status: 0 measured, 1 a figure could not
be had, 2 wrong usage.
"""

import contextlib
import math
import statistics
import tempfile

from daemon_bench import (CONFIG, LOADS, Daemon, add_only, measure_calls, parser_of,
                          write_rows)
# pylint: disable=wrong-import-order
from daemon_process import DaemonProcess, raise_descriptor_limit

NAMES = ("1x1 pinned", "8x1", "64x5")
BAR = 1.03  # CPU a call
SECONDS = 0.3  # a turn


@contextlib.contextmanager
def new_daemons(interleaved):
    """One that traces, and two that do not."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        daemons = []
        for name, arguments in (("without", []), ("with", ["--trace", f"{folder}/trace"]),
                                ("without, again", [])):
            process = stack.enter_context(
                DaemonProcess(interleaved, CONFIG, arguments=arguments))
            daemons.append(Daemon(name, process, process.process.pid))
        yield daemons


def ratios_of(turn, figure):
    """Of one turn: the price, and what two daemons without a trace differ by."""
    without, tracing, again = (turn[name][figure] for name in ("without", "with",
                                                               "without, again"))
    return {"with": tracing * 2 / (without + again), "control": again / without}


def measure_round(options, loads, turns, number):
    """{load: {figure: {"with": ratio, "control": ratio}}}, medians of the turns."""
    found = {}
    with new_daemons(options.interleaved) as daemons:
        order = daemons[number % 3:] + daemons[:number % 3]
        for row in loads:
            measured = []
            for _ in range(turns):
                measured.append({daemon.name: measure_calls(options.load, daemon, row, SECONDS)
                                 for daemon in order})
                order.append(order.pop(0))
            found[row[0]] = {}
            for figure in ("calls_per_s", "cpu_us"):
                ratios = [ratios_of(turn, figure) for turn in measured]
                found[row[0]][figure] = {name: statistics.median(one[name] for one in ratios)
                                         for name in ratios[0]}
    return found


def median_and_range(values):
    """With at least 95 %: ranks of a binomial distribution, as it is approximated."""
    ordered = sorted(values)
    rank = max(math.floor(len(ordered) / 2 - 0.98 * math.sqrt(len(ordered))), 1)
    return {"median": statistics.median(ordered), "low": ordered[rank - 1],
            "high": ordered[-rank]}


def main():
    parser = add_only(parser_of(__doc__))
    parser.add_argument("--rounds", type=int, default=30, help="more of them narrow the range")
    options = parser.parse_args()
    loads = [row for row in LOADS if row[0] in NAMES and options.only in row[0]]
    if not loads or options.rounds < 1:
        parser.error(f"--only takes a part of {', '.join(NAMES)}, and --rounds a number from 1")
    raise_descriptor_limit()
    rounds, turns = (1, 1) if options.quick else (options.rounds, 5)
    measured = []
    for number in range(rounds):
        measured.append(measure_round(options, loads, turns, number))
        print(f"round {number + 1:<3}  " + "   ".join(
            f"{load} {one['cpu_us']['with']:.3f} ({one['cpu_us']['control']:.3f})"
            for load, one in measured[-1].items()), flush=True)
    rows = {load: {figure: {name: median_and_range([one[load][figure][name] for one in measured])
                            for name in ("with", "control")}
                   for figure in ("calls_per_s", "cpu_us")} for load in measured[0]}
    for load, row in rows.items():
        cost, control = row["cpu_us"]["with"], row["cpu_us"]["control"]
        print("PASS" if cost["median"] <= BAR else "FAIL",
              f"{load}: {cost['median']:.3f} ({cost['low']:.3f} to {cost['high']:.3f}) of the CPU"
              f" a call without a trace (at most {BAR}); control {control['median']:.3f}"
              f" ({control['low']:.3f} to {control['high']:.3f});"
              f" calls {row['calls_per_s']['with']['median']:.3f}")
    write_rows(rows, options.json)


if __name__ == "__main__":
    main()
