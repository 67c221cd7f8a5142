#!/usr/bin/env python3
"""What keeping a trace costs the daemon: one that keeps one beside one that does not.

usage: trace_bench.py INTERLEAVED LOAD [--quick] [--json FILE]

Both run all the time and take turns, so that what disturbs the machine disturbs both; medians are
compared. CPU is what the daemon's process has used for a call. The last lines say PASS or FAIL of
the bar for each load, and whether they pass does not change the exit status: 0 measured, 1 a figure
could not be had, 2 wrong usage.
"""

import statistics
import tempfile

from daemon_bench import CONFIG, LOADS, Daemon, measure_calls, parser_of, write_rows
# pylint: disable=wrong-import-order
from daemon_process import DaemonProcess, raise_descriptor_limit

NAMES = ("1x1 pinned", "8x1", "64x5")
BAR = 1.03  # CPU a call


def measure(options, daemons, seconds, repetitions):
    """{load: {figure: the median with a trace over the median without}}"""
    rows = {}
    for row in (row for row in LOADS if row[0] in NAMES):
        figures = [[], []]
        for turn in range(repetitions):
            for one in (0, 1) if turn % 2 == 0 else (1, 0):
                figures[one].append(measure_calls(options.load, daemons[one], row, seconds))
        without, kept = ({name: statistics.median(one[name] for one in figure)
                          for name in ("calls_per_s", "cpu_us")} for figure in figures)
        rows[row[0]] = {name: kept[name] / without[name] for name in kept}
        print(f"{row[0]:12} without {without['calls_per_s']:9,.0f}/s {without['cpu_us']:6.2f} us"
              f"  with {kept['calls_per_s']:9,.0f}/s  x{rows[row[0]]['calls_per_s']:<6.3f}"
              f" {kept['cpu_us']:6.2f} us  x{rows[row[0]]['cpu_us']:<6.3f}", flush=True)
    return rows


def main():
    options = parser_of(__doc__).parse_args()
    raise_descriptor_limit()
    seconds, repetitions = (0.3, 1) if options.quick else (1, 15)
    with tempfile.TemporaryDirectory() as folder, DaemonProcess(options.interleaved, CONFIG) as \
            plain, DaemonProcess(options.interleaved, CONFIG,
                                 arguments=["--trace", f"{folder}/trace"]) as tracing:
        daemons = [Daemon(name, process, process.process.pid)
                   for name, process in (("without", plain), ("with", tracing))]
        rows = measure(options, daemons, seconds, repetitions)
    for name, ratios in rows.items():
        print("PASS" if ratios["cpu_us"] <= BAR else "FAIL",
              f"{name}: {ratios['cpu_us']:.3f} of the CPU a call without a trace (at most {BAR})")
    write_rows(rows, options.json)


if __name__ == "__main__":
    main()
