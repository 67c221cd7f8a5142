#!/usr/bin/env python3
"""The trace of a real daemon under load is a path of the specification; a changed one is not.

usage: trace_test.py INTERLEAVED INTERLEAVE
"""

import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

from daemon_process import DaemonProcess, check, main
from stress_real import CONFIG, stop_with_calls_in_flight, work_in_peace

HEADER, SLOT = 64, 16
# In a slot: the number comes first.
VALUE, EVENT = 8, 12
LARGE = 0x80
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


def records_of(content):
    """The place and the event of each record, in their order."""
    at = HEADER
    while at + SLOT <= len(content) and struct.unpack_from("<I", content, at)[0]:
        event = content[at + EVENT]
        yield at, event & ~LARGE
        at += SLOT * (3 if event == EVENTS["object_created"] else 2 if event & LARGE else 1)


def places_of(content, names):
    wanted = {EVENTS[name] for name in names}
    return [at for at, event in records_of(content) if event in wanted]


def shortened(content, slots):
    """A trace of about so many slots, which is quicker to change and to read; no record is cut in
    two."""
    slots = next(((at - HEADER) // SLOT for at, _ in records_of(content)
                  if at >= HEADER + slots * SLOT), slots)
    return content[:24] + struct.pack("<Q", slots) + content[32:HEADER + slots * SLOT]


def without(content, at):
    """The same without a record: those after it move up."""
    end = at
    while end + SLOT <= len(content) and struct.unpack_from("<I", content, end)[0]:
        end += SLOT
    changed = bytearray(content)
    changed[at:end - SLOT] = content[at + SLOT:end]
    changed[end - SLOT:end] = bytes(SLOT)
    for place in range(at, end - SLOT, SLOT):
        struct.pack_into("<I", changed, place, (place - HEADER) // SLOT + 1)
    return bytes(changed)


def refuses_what_is_changed(interleave, folder, content):
    names = {EVENTS[name]: name for name in
             ("lock_acquired", "lock_released", "call_accepted", "call_queued", "call_taken",
              "call_answered", "api_begin", "api_end", "client_opened", "job_done")}
    places = places_of(content, names.values())
    check(len(places) > 10_000, f"{len(places)} records only")
    # Near the end, what misses a record may not have come.
    places = places[:-5000]
    draw = random.Random(7)
    for at in draw.sample(places, 12):
        name = names[content[at + EVENT]]
        status, text = verdict(interleave, folder, without(content, at))
        check(status == 1, f"without a record of {name} at {at}: {status} {text}")
    for at in draw.sample([a for a in places if names[content[a + EVENT]].startswith("call_")], 6):
        changed = bytearray(content)
        changed[at + VALUE] ^= 0x55
        status, text = verdict(interleave, folder, bytes(changed))
        check(status == 1, f"with another serial at {at}: {status} {text}")


def refuses_what_is_no_trace(interleave, folder, content):
    call = places_of(content, ["call_accepted"])[0]
    small = shortened(content, 64)
    slots = (len(small) - HEADER) // SLOT
    for what, changed, says in (
            ("nothing", b"", "too short"),
            ("another file", b"x" * 4096, "no trace"),
            ("a cut file", content[:HEADER + 100 * SLOT], "cut short"),
            ("another version", content[:16] + b"\x09\0\0\0" + content[20:], "version is 9"),
            ("a ring that has gone round",
             small[:HEADER] + struct.pack("<I", slots + 1) + small[HEADER + 4:],
             "the first 1 slots"),
            ("no event", content[:call + EVENT] + b"\xff" + content[call + EVENT + 1:], "damaged"),
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
        beginning = shortened(content, 1 << 16)
        check(verdict(interleave, folder, beginning)[0] == 0, "its beginning is refused")
        refuses_what_is_changed(interleave, folder, beginning)
        refuses_what_is_no_trace(interleave, folder, content)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(trace)
