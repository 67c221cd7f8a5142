#!/usr/bin/env python3
"""Compares virsh against a running interleaved with virsh on its own.

Each case is a sequence of virsh commands, made once in one virsh process with the test driver
inside it, and once in one virsh process through the daemon's socket. Standard output, standard
error and the exit status must be the same. The daemon must have no other client meanwhile: its
test:///default starts afresh with each connection, as the driver in virsh does.

usage: compare_virsh.py SOCKET_DIRECTORY [CASE...]
       compare_virsh.py --daemon BINARY [CASE...]     starts and stops a daemon of its own

Prints a table and "N passed, M failed"; exit status 0 when all passed, 1 when not, 2 on wrong
usage.
"""

import difflib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

LOCAL = "test:///default"
TIMEOUT_SECONDS = 30

DOMAIN = """<domain type='test'>
  <name>{name}</name>
  <uuid>{uuid}</uuid>
  {more}
  <memory unit='KiB'>8192</memory>
  <vcpu>2</vcpu>
  <os><type>hvm</type></os>
</domain>
"""
NEW_UUID = "11111111-2222-3333-4444-555555555555"
TEST_UUID = "6695eb01-f6a4-8304-79aa-97f2502e193f"

FILES = {
    "new.xml": DOMAIN.format(name="new", uuid=NEW_UUID, more=""),
    "renamed.xml": DOMAIN.format(name="renamed", uuid=NEW_UUID, more=""),
    "titled.xml": DOMAIN.format(
        name="titled", uuid="11111111-2222-3333-4444-666666666666",
        more="<title>A title</title><description>Words, and more\nwords</description>"),
    "same-name.xml": DOMAIN.format(
        name="test", uuid="11111111-2222-3333-4444-777777777777", more=""),
    "odd-name.xml": DOMAIN.format(
        name="d\u00f6main &amp; co", uuid="11111111-2222-3333-4444-888888888888", more=""),
    "broken.xml": "<domain type='test'><name>x</name>",
    "empty.xml": "",
    "no-name.xml": "<domain type='test'><memory>1</memory></domain>",
    "no-memory.xml": f"<domain type='test'><name>x</name><uuid>{NEW_UUID}</uuid>"
                     "<os><type>hvm</type></os></domain>",
    "other-type.xml": f"<domain type='qemu'><name>x</name><uuid>{NEW_UUID}</uuid>"
                      "<memory>1</memory><os><type>hvm</type></os></domain>",
    "bad-uuid.xml": DOMAIN.format(name="x", uuid="not-a-uuid", more=""),
    "not-a-domain.xml": "<network><name>x</name></network>",
    "unknown-element.xml": DOMAIN.format(
        name="x", uuid="11111111-2222-3333-4444-999999999999", more="<nonsense/>"),
}

# Case: its commands. The case "read-only" opens both sides read-only. There is no managedsave here:
# virsh on its own waits for ever after every other one, in the poll of its own event loop.
CASES = {
    "list": ["list"],
    "list-all": ["list --all"],
    "list-names": ["list --name", "list --all --name"],
    "list-uuids": ["list --uuid", "list --uuid --name --all"],
    "list-ids": ["list --id", "list --all --id"],
    "list-title": ["define titled.xml", "list --all --title"],
    "list-managed-save": ["list --all --managed-save", "list --managed-save --title"],
    "list-inactive": ["list --inactive", "destroy test", "list --inactive", "list"],
    "list-filters": ["list --all --persistent", "list --all --transient",
                     "list --all --autostart", "list --all --no-autostart",
                     "list --all --state-running", "list --all --state-paused",
                     "list --all --with-snapshot", "list --all --without-snapshot",
                     "list --all --with-managed-save", "list --all --without-managed-save"],
    "list-wrong-option": ["list --no-such-option"],
    "dominfo": ["dominfo test", "dominfo 1", f"dominfo {TEST_UUID}"],
    "dominfo-shut-off": ["destroy test", "dominfo test"],
    "dominfo-autostart": ["autostart test", "dominfo test", "autostart --disable test",
                          "dominfo test"],
    "domstate": ["domstate test", "domstate test --reason"],
    "domstate-walk": ["suspend test", "domstate test --reason", "resume test",
                      "domstate test --reason", "destroy test", "domstate test --reason",
                      "start test", "domstate test --reason", "shutdown test",
                      "domstate test --reason"],
    "dumpxml": ["dumpxml test", "dumpxml test --inactive", "dumpxml test --security-info"],
    "dumpxml-more": ["dumpxml test --update-cpu", "dumpxml test --migratable",
                     "destroy test", "dumpxml test"],
    "dumpxml-xpath": ["dumpxml test --xpath //memory", "dumpxml test --xpath //memory --wrap"],
    "domid": ["domid test", "domname 1", "domuuid test", f"domname {TEST_UUID}",
              "destroy test", "domid test", "domname 1"],
    "start": ["destroy test", "start test", "start test", "list --all"],
    "start-paused": ["destroy test", "start test --paused", "domstate test --reason",
                     "start test --autodestroy", "destroy test", "start test --autodestroy"],
    "start-options": ["destroy test", "start test --bypass-cache", "start test --force-boot"],
    "destroy": ["destroy test", "destroy test", "destroy --graceful test"],
    "destroy-graceful": ["destroy --graceful test", "domstate test"],
    "suspend": ["suspend test", "suspend test", "list --all", "resume test", "resume test"],
    "suspend-shut-off": ["destroy test", "suspend test", "resume test"],
    "shutdown": ["shutdown test", "domstate test --reason", "shutdown test"],
    "shutdown-mode": ["shutdown test --mode acpi", "shutdown test --mode agent,acpi",
                      "shutdown test --mode nonsense"],
    "reboot": ["reboot test", "domstate test --reason", "destroy test", "reboot test"],
    "reboot-mode": ["reboot test --mode acpi", "reboot test --mode nonsense"],
    "reset": ["reset test", "domstate test --reason", "destroy test", "reset test"],
    "define": ["define new.xml", "list --all", "dominfo new", "dumpxml new", "start new",
               "list --all", "destroy new", "undefine new", "list --all"],
    "define-again": ["define new.xml", "define new.xml", "start new", "define new.xml",
                     "dumpxml new --inactive"],
    "define-validate": ["define new.xml --validate", "define unknown-element.xml --validate"],
    "define-same-name": ["define same-name.xml", "list --all"],
    "define-same-uuid": ["define new.xml", "define renamed.xml", "list --all"],
    "define-odd-name": ["define odd-name.xml", "list --all", "list --all --name"],
    "define-broken": ["define broken.xml", "define empty.xml", "define no-name.xml",
                      "define no-memory.xml", "define other-type.xml", "define bad-uuid.xml",
                      "define not-a-domain.xml", "define unknown-element.xml", "list --all"],
    "define-no-file": ["define no-such-file.xml"],
    "create": ["create new.xml", "list --all", "dominfo new", "destroy new", "list --all",
               "create broken.xml", "create same-name.xml", "create --paused new.xml",
               "domstate new --reason"],
    "undefine": ["define new.xml", "undefine new", "undefine new", "list --all"],
    "undefine-running": ["undefine test", "list --all", "dominfo test", "destroy test",
                         "list --all", "dominfo test"],
    "undefine-options": ["define new.xml", "undefine new --nvram", "define new.xml",
                         "undefine new --keep-nvram", "undefine new --checkpoints-metadata",
                         "define new.xml", "undefine new --managed-save --snapshots-metadata"],
    "managed-save": ["managedsave-remove test", "managedsave-remove nobody"],
    "unknown-domain": ["dominfo nobody", "domstate nobody", "dumpxml nobody", "start nobody",
                       "destroy nobody", "suspend nobody", "resume nobody", "shutdown nobody",
                       "reboot nobody", "undefine nobody", "domid nobody", "domuuid nobody"],
    "unknown-id": ["dominfo 4711", "domname 4711",
                   "domname 00000000-0000-0000-0000-000000000000",
                   "dominfo 00000000-0000-0000-0000-000000000000"],
    "no-argument": ["dominfo", "start", "define"],
    "nodeinfo": ["nodeinfo"],
    "capabilities": ["capabilities"],
    "version": ["version", "version --daemon"],
    "hostname": ["hostname"],
    "uri": ["uri"],
    "sysinfo": ["sysinfo"],
    "unknown-command": ["no-such-command"],
    "read-only": ["list --all", "dominfo test", "domstate test", "dumpxml test",
                  "dumpxml test --security-info", "start test", "destroy test", "suspend test",
                  "resume test", "shutdown test", "reboot test", "define new.xml",
                  "undefine test", "nodeinfo", "capabilities", "version", "hostname", "uri"],
}


def run_virsh(uri, commands, read_only, directory):
    """Runs one virsh process; gives (output, errors, status)."""
    command = ["virsh", "-c", uri] + (["-r"] if read_only else []) + ["; ".join(commands)]
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": directory}
    try:
        done = subprocess.run(command, cwd=directory, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "", f"no answer within {TIMEOUT_SECONDS} s", -1
    return (normalised(done.stdout.decode(errors="replace"), uri),
            normalised(done.stderr.decode(errors="replace"), uri), done.returncode)


def normalised(text, uri):
    """Takes out what differs for a reason: the URI as virsh was given it, and the clock of the
    test driver's domains."""
    text = text.replace(uri, "URI")
    return re.sub(r"(CPU time: +)[0-9.]+s", r"\1TIME", text)


def difference(local, remote):
    """What a reader needs to see of two results that are not the same."""
    lines = []
    for name, here, there in zip(("stdout", "stderr"), local, remote):
        lines += difflib.unified_diff(here.splitlines(), there.splitlines(), lineterm="",
                                      fromfile=f"{name} of virsh alone",
                                      tofile=f"{name} through the daemon")
    if local[2] != remote[2]:
        lines.append(f"exit status {local[2]} of virsh alone, {remote[2]} through the daemon")
    return lines


def compare(name, directory, sockets):
    """Runs a case on both sides; gives the lines of their difference."""
    commands = CASES[name]
    read_only = name == "read-only"
    socket = os.path.join(sockets, "libvirt-sock-ro" if read_only else "libvirt-sock")
    local = run_virsh(LOCAL, commands, read_only, directory)
    # The read-only socket alone must make the connection read-only.
    remote = run_virsh(f"test+unix:///default?socket={socket}", commands, False, directory)
    if local[2] == -1:
        return [f"virsh alone gave {local[1]}"]
    return difference(local, remote)


def compare_all(names, sockets):
    """Runs the cases and prints their table; gives how many failed."""
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        for name, content in FILES.items():
            with open(os.path.join(directory, name), "w", encoding="utf-8") as file:
                file.write(content)
        for name in names:
            lines = compare(name, directory, sockets)
            failed += bool(lines)
            print(f"{name:24} {len(CASES[name]):3} commands  {'DIFFERS' if lines else 'same'}")
            for line in lines:
                print(f"    {line}")
    print(f"{len(names) - failed} passed, {failed} failed")
    return failed


def compare_with_daemon(names, binary):
    """The same with a daemon that is started here and has to end well; gives how many failed."""
    with tempfile.TemporaryDirectory() as sockets:
        command = [binary, "--socket-dir", sockets]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL) as daemon:
            try:
                deadline = time.monotonic() + TIMEOUT_SECONDS
                while not os.path.exists(os.path.join(sockets, "libvirt-sock-ro")):
                    if daemon.poll() is not None or time.monotonic() > deadline:
                        print("the daemon does not start")
                        return 1
                    time.sleep(0.05)
                failed = compare_all(names, sockets)
            finally:
                daemon.send_signal(signal.SIGTERM)
            status = daemon.wait(TIMEOUT_SECONDS)
    if status != 0:
        print(f"the daemon ended with {status}")
    return failed + (status != 0)


def main(arguments):
    rest = arguments[1:]
    own_daemon = rest[:1] == ["--daemon"]
    if own_daemon:
        rest.pop(0)
    where, names = "".join(rest[:1]), rest[1:]
    if not (os.access(where, os.X_OK) if own_daemon else os.path.isdir(where)):
        print(__doc__, file=sys.stderr)
        return 2
    unknown = [name for name in names if name not in CASES]
    if unknown:
        print(f"unknown case: {', '.join(unknown)}", file=sys.stderr)
        return 2
    run = compare_with_daemon if own_daemon else compare_all
    return 1 if run(names or list(CASES), os.path.abspath(where)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
