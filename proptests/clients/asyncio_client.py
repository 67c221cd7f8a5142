"""A client whose event loop is asyncio's:  asyncio_client.py URI

Hears of what becomes of a domain, reads a stream by its events, and is told when the connection
ends. Prints what it has seen; exit status 0 when all was as it should be.
"""

import asyncio
import sys

import libvirt
import libvirtaio

SECONDS = 30
EVENTS = ["suspended", "resumed", "stopped", "started"]
NAMES = {libvirt.VIR_DOMAIN_EVENT_SUSPENDED: "suspended",
         libvirt.VIR_DOMAIN_EVENT_RESUMED: "resumed",
         libvirt.VIR_DOMAIN_EVENT_STOPPED: "stopped",
         libvirt.VIR_DOMAIN_EVENT_SHUTDOWN: "stopped",
         libvirt.VIR_DOMAIN_EVENT_STARTED: "started"}


async def events(connection, domain):
    """The names of the events of four changes, which threads of the loop make."""
    heard = asyncio.Queue()
    number = connection.domainEventRegisterAny(
        None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE,
        lambda _, which, event, detail, __: heard.put_nowait((which.name(), event)), None)
    for change in (domain.suspend, domain.resume, domain.destroy, domain.create):
        await asyncio.to_thread(change)
    result = []
    for _ in EVENTS:
        name, event = await asyncio.wait_for(heard.get(), SECONDS)
        assert name == domain.name(), name
        result.append(NAMES[event])
    connection.domainEventDeregisterAny(number)
    return result


async def screenshot(connection, domain):
    """The size of a picture that comes over a stream which does not block."""
    stream = connection.newStream(libvirt.VIR_STREAM_NONBLOCK)
    await asyncio.to_thread(domain.screenshot, stream, 0)
    data, done = bytearray(), asyncio.get_running_loop().create_future()

    def readable(*_):
        part = stream.recv(1000)
        if part == -2:
            return
        data.extend(part)
        if not part and not done.done():
            stream.eventRemoveCallback()
            done.set_result(len(data))
    stream.eventAddCallback(libvirt.VIR_STREAM_EVENT_READABLE, readable, None)
    size = await asyncio.wait_for(done, SECONDS)
    stream.finish()
    return size


async def main(uri):
    libvirtaio.virEventRegisterAsyncIOImpl()
    connection = await asyncio.to_thread(libvirt.open, uri)
    connection.setKeepAlive(5, 3)
    domain = await asyncio.to_thread(connection.lookupByName, "test")
    heard = await events(connection, domain)
    print("events:", *heard)
    size = await screenshot(connection, domain)
    print("screenshot:", size)
    del domain
    connection.close()
    assert heard == EVENTS, heard
    assert size > 1000, size


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
