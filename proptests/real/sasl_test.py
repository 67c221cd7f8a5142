#!/usr/bin/env python3
"""Authentication: SASL by libvirt's own clients, and polkit where there is none.

usage: sasl_test.py INTERLEAVED [CASE...]
"""

import os
import signal
import struct
import subprocess
import sys
import tempfile
import time

import wire
from daemon_process import HERE, DaemonProcess, TestFailure, check, run_cases, virsh
from pki import Pki
from reach_test import TcpWire, free_port

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""
AUTH_SASL_INIT, AUTH_SASL_START, AUTH_SASL_STEP, AUTH_POLKIT = 67, 68, 69, 70
NOBODY = 65534


class Accounts:
    """SASL's configuration and passwords in a directory, for the daemon and its clients."""

    def __init__(self, directory):
        self.directory = directory
        self.database = os.path.join(directory, "passwords.db")
        # Where Debian has saslpasswd2, which is not on everybody's path.
        os.environ["PATH"] += ":/usr/sbin"
        for name, password in (("joe", "right"), ("ann", "also right")):
            subprocess.run(["saslpasswd2", "-p", "-c", "-f", self.database, name],
                           input=password, text=True, check=True, capture_output=True)
        os.environ["SASL_CONF_PATH"] = directory

    def mechanisms(self, names):
        with open(os.path.join(self.directory, "libvirt.conf"), "w", encoding="ascii") as file:
            file.write(f"mech_list: {names}\npwcheck_method: auxprop\nauxprop_plugin: sasldb\n"
                       f"sasldb_path: {self.database}\n")

    def use(self, name, password):
        """What virsh logs in with from now on."""
        path = os.path.join(self.directory, "auth.conf")
        with open(path, "w", encoding="ascii") as file:
            file.write(f"[credentials-test]\nauthname={name}\nusername={name}\n"
                       f"password={password}\n[auth-libvirt-localhost]\ncredentials=test\n")
        os.environ["LIBVIRT_AUTH_FILE"] = path


class SaslDaemon(DaemonProcess):
    def __init__(self, config):
        super().__init__(BINARY, f"log_level = 2\n{config}")

    def await_log(self, words):
        deadline = time.monotonic() + 30
        while words not in self.log():
            check(time.monotonic() < deadline, f"{words!r} is not logged:\n{self.log()}")
            time.sleep(0.02)


LOCAL = 'auth_unix_rw = "sasl"\n'


def expect_in(daemon, uri):
    status, out, errors = virsh(uri, "list", "--all")
    check(status == 0 and "test" in out, f"virsh is not served: {errors}\n{daemon.log()}")


def expect_out(daemon, uri, reason):
    status, _, errors = virsh(uri, "list")
    check(status != 0 and "authentication failed" in errors, f"{status}: {errors}")
    daemon.await_log(reason)


def scram_by_a_local_socket(accounts):
    accounts.mechanisms("scram-sha-256")
    with SaslDaemon(LOCAL) as daemon:
        accounts.use("joe", "right")
        expect_in(daemon, daemon.uri())
        daemon.await_log('authenticated as "joe')
        accounts.use("joe", "wrong")
        expect_out(daemon, daemon.uri(), "authentication failed: ")
        accounts.use("nobody", "right")
        expect_out(daemon, daemon.uri(), "authentication failed: ")
        log = daemon.log()
        check("right" not in log and "wrong" not in log, f"a password is logged:\n{log}")
        # The other socket asks for nothing.
        expect_in(daemon, daemon.uri(read_only=True))
        daemon.check_orderly_end(daemon.stop())


def a_layer_keeps_what_passes_over_tcp(accounts):
    accounts.mechanisms("digest-md5")
    port = free_port()
    with SaslDaemon(f'listen_tcp = 1\ntcp_port = "{port}"\n') as daemon:
        uri = f"test+tcp://localhost:{port}/default"
        accounts.use("joe", "right")
        expect_in(daemon, uri)
        daemon.await_log("with a security layer of 128 bits")
        status, out, errors = virsh(uri, "capabilities; dumpxml test; list; nodeinfo")
        check(status == 0 and "<capabilities>" in out, f"replies do not arrive: {errors}")
        accounts.use("joe", "wrong")
        expect_out(daemon, uri, "authentication failed: ")
        daemon.check_orderly_end(daemon.stop())


def no_mechanism_is_too_weak_for_tcp(accounts):
    accounts.mechanisms("scram-sha-256")
    port = free_port()
    with SaslDaemon(f'listen_tcp = 1\ntcp_port = "{port}"\n') as daemon:
        accounts.use("joe", "right")
        check(virsh(f"test+tcp://localhost:{port}/default", "list")[0] != 0, "it has come in")
        daemon.await_log("SASL has no mechanism with a security layer of 112 bits (tcp_min_ssf)")


def scram_under_tls(accounts):
    accounts.mechanisms("scram-sha-256")
    pki = Pki(os.path.join(accounts.directory, "pki"))
    port = free_port()
    with SaslDaemon(f'listen_tls = 1\ntls_port = "{port}"\nauth_tls = "sasl"\n{pki.config()}') \
            as daemon:
        uri = f"test+tls://localhost:{port}/default?pkipath={pki.client_directory('client')}"
        accounts.use("joe", "right")
        expect_in(daemon, uri)
        accounts.use("joe", "wrong")
        expect_out(daemon, uri, "authentication failed: ")


def names_are_allowed_by_patterns(accounts):
    accounts.mechanisms("scram-sha-256")
    with SaslDaemon(f'{LOCAL}sasl_allowed_username_list = [ "j?e*" ]\n') as daemon:
        accounts.use("joe", "right")
        expect_in(daemon, daemon.uri())
        accounts.use("ann", "also right")
        expect_out(daemon, daemon.uri(), '" is not in sasl_allowed_username_list')


def who_may_come_is_read_again(accounts):
    accounts.mechanisms("scram-sha-256")
    with SaslDaemon(f'{LOCAL}sasl_allowed_username_list = [ "joe*" ]\n') as daemon:
        accounts.use("joe", "right")
        expect_in(daemon, daemon.uri())
        daemon.configure(f'log_level = 2\n{LOCAL}sasl_allowed_username_list = [ "ann*" ]\n')
        daemon.signal(signal.SIGHUP)
        daemon.await_log("the settings have been read again")
        expect_out(daemon, daemon.uri(), '" is not in sasl_allowed_username_list')
        accounts.use("ann", "also right")
        expect_in(daemon, daemon.uri())
        check("next start" not in daemon.log(), f"it waits for a start:\n{daemon.log()}")


def nothing_is_served_before(accounts):
    accounts.mechanisms("scram-sha-256")
    with SaslDaemon(LOCAL) as daemon:
        client = wire.Wire(daemon.socket)
        reply = client.call(wire.AUTH_LIST, 1)
        check(reply[4] == struct.pack(">II", 1, 1), f"AUTH_LIST says {reply}")
        for procedure in (wire.OPEN, wire.CLOSE, wire.LIB_VERSION, wire.SUPPORTS_FEATURE, 444, -1):
            reply = client.call(procedure, 2)
            check(reply[3] == wire.ERROR, f"{procedure} is served")
            code, _, message = wire.error_of(reply[4])
            check((code, message) == (39, "authentication required"), f"{code} {message}")
        check(client.call(AUTH_SASL_INIT, 3)[3] == wire.OK, "SASL does not begin")


def who_fails_often_is_closed(accounts):
    accounts.mechanisms("scram-sha-256")
    with SaslDaemon(LOCAL) as daemon:
        client = wire.Wire(daemon.socket)
        start = wire.string("NO-SUCH-MECHANISM") + struct.pack(">II", 1, 0)
        for serial in (1, 3, 5):
            check(client.call(AUTH_SASL_INIT, serial)[3] == wire.OK, "SASL does not begin")
            reply = client.call(AUTH_SASL_START, serial + 1, start)
            code, _, message = wire.error_of(reply[4])
            check(code == 45 and message == "authentication failed: authentication failed",
                  f"{code} {message}")
        check(client.message() is None, "it is not closed")


def other_methods_get_nobody_in(accounts):
    accounts.mechanisms("scram-sha-256")
    with SaslDaemon(LOCAL) as daemon:
        client = wire.Wire(daemon.socket)
        check(client.call(AUTH_POLKIT, 1)[3] == wire.ERROR, "polkit lets it in")
        step = struct.pack(">II", 1, 0)
        check(client.call(AUTH_SASL_STEP, 2, step)[3] == wire.ERROR, "a step without a start")
        check(client.call(wire.OPEN, 3)[3] == wire.ERROR, "it has come in")
        free = wire.Wire(daemon.read_only_socket)
        check(free.call(AUTH_SASL_INIT, 1)[3] == wire.ERROR, "SASL where nobody asks for it")
        check(free.call(wire.LIB_VERSION, 2) is not None, "it is closed")


def silent_clients_keep_nobody_out(accounts):
    accounts.mechanisms("digest-md5")
    port = free_port()
    with SaslDaemon(f'listen_tcp = 1\ntcp_port = "{port}"\nauth_timeout = 60\n') as daemon:
        silent = [TcpWire(port) for _ in range(20)]
        accounts.use("joe", "right")
        begin = time.monotonic()
        expect_in(daemon, f"test+tcp://localhost:{port}/default")
        print(f"        served after {time.monotonic() - begin:.2f} s")
        daemon.await_log("it has been silent the longest")
        for client in silent:
            client.close()


def a_log_in_has_a_deadline(accounts):
    accounts.mechanisms("scram-sha-256")
    with SaslDaemon(f"{LOCAL}auth_timeout = 1\n") as daemon:
        silent = wire.Wire(daemon.socket)
        check(silent.message() is None, "it is not closed")
        daemon.await_log("it has not authenticated within 1000 ms")


def large_messages_are_not_taken_before(accounts):
    accounts.mechanisms("scram-sha-256")
    with SaslDaemon(LOCAL) as daemon:
        client = wire.Wire(daemon.socket)
        try:
            client.send(struct.pack(">I", 30_000_000))
            for _ in range(40):
                client.send(b"x" * 65_536)
            raise TestFailure("megabytes are taken")
        except (BrokenPipeError, ConnectionResetError):
            pass
        daemon.await_log("a message of more bytes comes than a client may send")


def polkit_lets_root_in_and_says_when_it_is_absent(_):
    if os.getuid() != 0:
        return
    with SaslDaemon('auth_unix_rw = "polkit"\nunix_sock_rw_perms = "0777"\n') as daemon:
        expect_in(daemon, daemon.uri())
        os.chmod(daemon.directory, 0o755)
        child = os.fork()
        if child == 0:
            os.setuid(NOBODY)
            client = wire.Wire(daemon.socket)
            listed = client.call(wire.AUTH_LIST, 1)[4] == struct.pack(">II", 1, 2)
            refused = client.call(AUTH_POLKIT, 2)[3] == wire.ERROR
            os._exit(0 if listed and refused else 1)
        check(os.waitpid(child, 0)[1] == 0, "another user is not refused")
        daemon.await_log("authentication failed: polkit ")


def as_nobody(path, read_only_path):
    """What a client without rights gets by polkit at each of the two sockets."""
    child = os.fork()
    if child == 0:
        os.setuid(NOBODY)
        replies = [wire.Wire(each).call(AUTH_POLKIT, 2) for each in (path, read_only_path)]
        # A client that is let in is told so by a number; libvirt's would not go on without it.
        told = replies[1][4] == struct.pack(">i", 1)
        os._exit(128 if not told else replies[0][3] * 16 + replies[1][3])
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status // 16, status % 16


def polkit_is_asked_who_may_do_what(accounts):
    if os.getuid() != 0:
        return
    address = f"unix:path={accounts.directory}/bus"
    bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--address",
                            address, "--print-address"], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, text=True)
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = address
    polkit = None
    try:
        bus.stdout.readline()
        polkit = subprocess.Popen([sys.executable, os.path.join(HERE, "fake_polkit.py"),
                                   "org.libvirt.unix.monitor"], stdout=subprocess.PIPE, text=True)
        check(polkit.stdout.readline() == "ready\n", "the fake polkit does not start")
        with SaslDaemon('auth_unix_rw = "polkit"\nauth_unix_ro = "polkit"\n'
                        'unix_sock_rw_perms = "0777"\n') as daemon:
            os.chmod(daemon.directory, 0o755)
            statuses = as_nobody(daemon.socket, daemon.read_only_socket)
            check(statuses == (wire.ERROR, wire.OK), f"it has got {statuses}")
            asked = [polkit.stdout.readline().split() for _ in range(2)]
            check([each[4] for each in asked] ==
                  ["org.libvirt.unix.manage", "org.libvirt.unix.monitor"], f"asked: {asked}")
            for each in asked:
                check(each[:1] + each[2:4] == ["unix-process", str(NOBODY), "0"],
                      f"asked: {asked}")
            daemon.await_log(f"polkit does not allow user {NOBODY} the action")
            daemon.await_log(f"authenticated as user {NOBODY} by polkit")
    finally:
        del os.environ["DBUS_SYSTEM_BUS_ADDRESS"]
        for process in (polkit, bus):
            if process is not None:
                process.terminate()
                process.wait()


CASES = (
    scram_by_a_local_socket, a_layer_keeps_what_passes_over_tcp, no_mechanism_is_too_weak_for_tcp,
    scram_under_tls, names_are_allowed_by_patterns, who_may_come_is_read_again,
    nothing_is_served_before,
    who_fails_often_is_closed, other_methods_get_nobody_in, silent_clients_keep_nobody_out,
    a_log_in_has_a_deadline, large_messages_are_not_taken_before,
    polkit_lets_root_in_and_says_when_it_is_absent, polkit_is_asked_who_may_do_what)


def main():
    with tempfile.TemporaryDirectory(prefix="interleaved-sasl-") as directory:
        return run_cases(CASES, sys.argv[2:], Accounts(directory))


if __name__ == "__main__":
    sys.exit(main() if BINARY else __doc__)
