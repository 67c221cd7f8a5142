#!/usr/bin/env python3
"""What keeping a trace costs the daemon: one that keeps one beside one that does not.

usage: trace_bench.py INTERLEAVED LOAD [--quick] [--json FILE]

All run all the time and take many short turns, so that what disturbs the machine disturbs all;
medians are compared. One more daemon without a trace shows what such a comparison can tell apart:
its ratio to the first is 1, but for the noise. CPU is what a daemon's process has used for a call.
The last lines say PASS or FAIL of the bar for each load, and whether they pass does not change the
exit status: 0 measured, 1 a figure could not be had, 2 wrong usage.
"""

import statistics
import tempfile

from daemon_bench import CONFIG, LOADS, Daemon, measure_calls, parser_of, write_rows
# pylint: disable=wrong-import-order
from daemon_process import DaemonProcess, raise_descriptor_limit

NAMES = ("1x1 pinned", "8x1", "64x5")
BAR = 1.03  # CPU a call


def measure(options, daemons, seconds, repetitions):
    """{load: {daemon's name: {figure: its median over that of the first daemon}}}"""
    rows = {}
    for row in (row for row in LOADS if row[0] in NAMES):
        figures = [[] for _ in daemons]
        order = list(range(len(daemons)))
        for _ in range(repetitions):
            for one in order:
                figures[one].append(measure_calls(options.load, daemons[one], row, seconds))
            order.append(order.pop(0))
        found = [{name: statistics.median(one[name] for one in figure)
                  for name in ("calls_per_s", "cpu_us")} for figure in figures]
        rows[row[0]] = {daemon.name: {name: one[name] / found[0][name] for name in one}
                        for daemon, one in zip(daemons, found)}
        for daemon, one in zip(daemons, found):
            ratios = rows[row[0]][daemon.name]
            print(f"{row[0]:12} {daemon.name:14} {one['calls_per_s']:9,.0f}/s"
                  f"  x{ratios['calls_per_s']:<6.3f} {one['cpu_us']:6.2f} us"
                  f"  x{ratios['cpu_us']:<6.3f}", flush=True)
    return rows


def main():
    options = parser_of(__doc__).parse_args()
    raise_descriptor_limit()
    seconds, repetitions = (0.3, 1) if options.quick else (0.3, 60)
    with tempfile.TemporaryDirectory() as folder, DaemonProcess(options.interleaved, CONFIG) as \
            plain, DaemonProcess(options.interleaved, CONFIG,
                                 arguments=["--trace", f"{folder}/trace"]) as tracing, \
            DaemonProcess(options.interleaved, CONFIG) as plain_again:
        daemons = [Daemon(name, process, process.process.pid)
                   for name, process in (("without", plain), ("with", tracing),
                                         ("without, again", plain_again))]
        rows = measure(options, daemons, seconds, repetitions)
    for name, ratios in rows.items():
        cost, noise = ratios["with"]["cpu_us"], ratios["without, again"]["cpu_us"]
        print("PASS" if cost <= BAR else "FAIL",
              f"{name}: {cost:.3f} of the CPU a call without a trace (at most {BAR});"
              f" another one without: {noise:.3f}")
    write_rows(rows, options.json)


if __name__ == "__main__":
    main()
