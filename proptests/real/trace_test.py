#!/usr/bin/env python3
"""The trace of a real daemon under load is a path of the specification; a changed one is not.

usage: trace_test.py INTERLEAVED INTERLEAVE
"""

import itertools
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

from daemon_process import DaemonProcess, check, main
from stress_real import CONFIG, stop_with_calls_in_flight, work_in_peace

# Of model/trace/trace_file.h. A block's number, thread and turn come first in it.
HEADER, BLOCK, SLOT, BLOCK_HEAD = 64, 4096, 8, 16
LONGEST = 4 * SLOT
VALUE, TURN = 4, 12
IS_TURN, LARGE = 0x40, 0x80
# Of model/trace/event.h, by their place there.
NAMES = pathlib.Path(__file__).parents[2] / "model" / "trace" / "event.h"


def event_numbers():
    text = NAMES.read_text(encoding="utf-8").split("enum class Event")[1].split("};")[0]
    words = [line.split(",")[0].strip() for line in text.splitlines()[1:]]
    names = [word for word in words if word and not word.startswith("//")]
    return {name: number for number, name in enumerate(names)}


def trace_of_a_daemon(interleaved, folder):
    """The bytes of the trace of a daemon that the stress test's clients have called and SIGTERM has
    stopped, with calls in flight."""
    path = folder / "trace"
    with DaemonProcess(interleaved, CONFIG, arguments=["--trace", str(path)]) as daemon:
        work_in_peace(daemon, 1, 1)
        daemon.check_orderly_end(stop_with_calls_in_flight(daemon, 1))
    return path.read_bytes()


def verdict(interleave, folder, content):
    path = folder / "changed"
    path.write_bytes(content)
    done = subprocess.run([interleave, "check-trace", path], capture_output=True, text=True,
                          check=False)
    return done.returncode, done.stdout + done.stderr


EVENTS = event_numbers()


def blocks_of(content):
    """The place of each block that a thread has taken."""
    return [at for at in range(HEADER, len(content), BLOCK)
            if struct.unpack_from("<Q", content, at)[0]]


def records_in(content, block):
    """The place and the event of each record of a block."""
    at = block + BLOCK_HEAD
    while at + LONGEST <= block + BLOCK and content[at]:
        event = content[at] & ~(IS_TURN | LARGE)
        yield at, event
        at += SLOT * (4 if event == EVENTS["object_created"] else
                      2 if content[at] & (IS_TURN | LARGE) == LARGE else 1)


def records_of(content):
    """The place and the event of each record, in the order of turns, as far as none is missing."""
    found, turns = [], set()
    for block in blocks_of(content):
        turn = struct.unpack_from("<I", content, block + TURN)[0]
        turns.add(turn)
        for at, event in records_in(content, block):
            if content[at] & IS_TURN:
                turn = struct.unpack_from("<I", content, at + VALUE)[0]
                turns.add(turn)
            found.append((turn, at, event))
    missing = next(turn for turn in itertools.count(1) if turn not in turns)
    found.sort(key=lambda record: record[0])
    return [(at, event) for turn, at, event in found if turn < missing]


def places_of(content, names):
    wanted = {EVENTS[name] for name in names}
    return [at for at, event in records_of(content) if event in wanted]


def without(content, at):
    """The same without a record: in its place is one that says nothing."""
    changed = bytearray(content)
    changed[at] = EVENTS["poll_woken"] | content[at] & (IS_TURN | LARGE)
    changed[at + 1:at + VALUE] = bytes(VALUE - 1)
    return bytes(changed)


def shortened(content, blocks):
    """The beginning of a trace, which is quicker to change and to read: as if it had been copied
    when so many blocks were taken, and the daemon had not ended."""
    beginning = content[:24] + struct.pack("<Q", blocks) + content[32:HEADER + blocks * BLOCK]
    for block in blocks_of(beginning):
        for at, event in records_in(beginning, block):
            if event == EVENTS["stopped"]:
                return without(beginning, at)
    return beginning


def refuses_what_is_changed(interleave, folder, content):
    names = {EVENTS[name]: name for name in
             ("lock_acquired", "lock_released", "call_accepted", "call_queued", "call_taken",
              "call_answered", "api_begin", "api_end", "client_opened", "job_done")}

    def name_at(at):
        return names[content[at] & ~(IS_TURN | LARGE)]

    places = places_of(content, names.values())
    check(len(places) > 10_000, f"{len(places)} records only")
    # Near the end, what misses a record may not have come.
    places = places[:-5000]
    draw = random.Random(7)
    for at in draw.sample(places, 12):
        status, text = verdict(interleave, folder, without(content, at))
        check(status == 1, f"without a record of {name_at(at)} at {at}: {status} {text}")
    for at in draw.sample([a for a in places if name_at(a).startswith("call_")], 6):
        changed = bytearray(content)
        changed[at + VALUE] ^= 0x55
        status, text = verdict(interleave, folder, bytes(changed))
        check(status == 1, f"with another serial at {at}: {status} {text}")


def refuses_what_is_no_trace(interleave, folder, content):
    call = places_of(content, ["call_accepted"])[0]
    small = shortened(content, 2)
    lost = blocks_of(content)[10]
    for what, changed, says in (
            ("nothing", b"", "too short"),
            ("another file", b"x" * 4096, "no trace"),
            ("a cut file", content[:HEADER + 100 * BLOCK], "cut short"),
            ("another version", content[:16] + b"\x09\0\0\0" + content[20:], "version is 9"),
            ("a ring that has gone round", small[:HEADER] + b"\x03" + small[HEADER + 1:],
             "the first 1 blocks"),
            ("a block that is missing", content[:lost] + bytes(BLOCK) + content[lost + BLOCK:],
             "damaged"),
            ("a record that is missing", content[:call] + bytes(SLOT) + content[call + SLOT:],
             "missing"),
            ("no event", content[:call] + b"\x3f" + content[call + 1:], "damaged"),
    ):
        status, text = verdict(interleave, folder, changed)
        check(status == 2 and says in text, f"{what}: {status} {text}")


def trace():
    interleaved, interleave = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        content = trace_of_a_daemon(interleaved, folder)
        status, text = verdict(interleave, folder, content)
        print(text, flush=True)
        check(status == 0, "the daemon's trace is refused")
        beginning = shortened(content, 150)
        check(verdict(interleave, folder, beginning)[0] == 0, "its beginning is refused")
        refuses_what_is_changed(interleave, folder, beginning)
        refuses_what_is_no_trace(interleave, folder, content)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(trace)
