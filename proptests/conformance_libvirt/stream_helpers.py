"""Whole transfers over a stream, for the lines of Python cases: by calls that block, by events, and
with holes."""

import threading

import libvirt

SECONDS = 20
WOULD_BLOCK = -2
PART = 100_000


def pattern(size):
    """Bytes that show where they belong."""
    return b"".join(b"%07d\n" % number for number in range(size // 8 + 1))[:size]


def received(stream):
    """All data of a stream, which is finished then."""
    data = bytearray()
    stream.recvAll(lambda _, part, whole: whole.extend(part), data)
    stream.finish()
    return bytes(data)


def sent(stream, data):
    """Sends all data and finishes the stream."""
    left = [data]

    def give(_, size, rest):
        part, rest[0] = rest[0][:size], rest[0][size:]
        return part
    stream.sendAll(give, left)
    stream.finish()


def by_events(stream, kind, step):
    """Calls step() whenever the stream is ready, in the event loop's thread, until it returns True
    or fails; finishes the stream then, here."""
    done, failures = threading.Event(), []

    def ready(_, happened, __):
        try:
            if happened & libvirt.VIR_STREAM_EVENT_ERROR or step():
                stream.eventRemoveCallback()
                done.set()
        except libvirt.libvirtError as error:
            failures.append(error)
            done.set()
    stream.eventAddCallback(kind | libvirt.VIR_STREAM_EVENT_ERROR, ready, None)
    if not done.wait(SECONDS):
        raise TimeoutError("the stream came to no end")
    if failures:
        raise failures[0]
    stream.finish()


def received_by_events(stream):
    """The same as received(), for a stream that does not block."""
    data = bytearray()

    def step():
        part = stream.recv(PART)
        if part == WOULD_BLOCK:
            return False
        data.extend(part)
        return not part
    by_events(stream, libvirt.VIR_STREAM_EVENT_READABLE, step)
    return bytes(data)


def sent_by_events(stream, data):
    """The same as sent(), for a stream that does not block."""
    at = [0]

    def step():
        count = stream.send(data[at[0]:at[0] + PART])
        if count != WOULD_BLOCK:
            at[0] += count
        return at[0] == len(data)
    by_events(stream, libvirt.VIR_STREAM_EVENT_WRITABLE, step)


def sent_sparsely(stream, sections):
    """Sends bytes, and numbers as holes of that size."""
    left = list(sections)

    def give(_, size, __):
        if not left:
            return b""
        part, left[0] = left[0][:size], left[0][size:]
        if not left[0]:
            left.pop(0)
        return part

    def section(*_):
        data = bool(left) and isinstance(left[0], bytes)
        return [data, len(left[0]) if data else left[0] if left else 0]

    def skip(*_):
        left.pop(0)
        return 0
    stream.sparseSendAll(give, section, skip, None)
    stream.finish()


def received_sparsely(stream):
    """The sections of a stream: bytes, and numbers for holes."""
    sections = []

    def data(_, part, __):
        if sections and isinstance(sections[-1], bytes):
            sections[-1] += part
        else:
            sections.append(part)
    stream.sparseRecvAll(data, lambda _, size, __: sections.append(size), None)
    stream.finish()
    return sections


STREAM_HELPERS = {function.__name__: function for function in (
    pattern, received, sent, received_by_events, sent_by_events, sent_sparsely,
    received_sparsely)}
