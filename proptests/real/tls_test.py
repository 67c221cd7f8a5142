#!/usr/bin/env python3
"""TLS: libvirt's own clients come in, and whoever may not is told apart in the log.

usage: tls_test.py INTERLEAVED [CASE...]
"""

import os
import shutil
import signal
import socket
import ssl
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import wire
from daemon_process import (
    DaemonProcess, TestFailure, check, raise_descriptor_limit, run_cases, virsh)
from pki import Pki
from reach_test import free_port

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""


class TlsWire(wire.Wire):
    """The same conversation under TLS, after the server's word that it has verified the client."""

    def __init__(self, port, pki, name="client", version=ssl.TLSVersion.TLSv1_3):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.context.load_verify_locations(pki.path("cacert.pem"))
        if name is not None:
            self.context.load_cert_chain(pki.path(f"{name}cert.pem"), pki.path(f"{name}key.pem"))
        self.context.minimum_version = self.context.maximum_version = version
        plain = socket.create_connection(("127.0.0.1", port), wire.SECONDS)
        self.socket = self.context.wrap_socket(plain, server_hostname="localhost")
        if self.socket.recv(1) != b"\1":
            raise ConnectionError("the server has not verified the client")


class TlsDaemon(DaemonProcess):
    def __init__(self, pki, config="", server="server"):
        self.port = free_port()
        self.pki = pki
        super().__init__(BINARY, self.settings(config, server))

    def settings(self, config, server="server"):
        return (f'log_level = 2\nlisten_tls = 1\ntls_port = "{self.port}"\n'
                f'listen_addr = "127.0.0.1"\n{self.pki.config(server)}{config}')

    def tls_uri(self, name="client", authority="ca"):
        directory = self.pki.client_directory(name, authority)
        return f"test+tls://localhost:{self.port}/default?pkipath={directory}"

    def await_log(self, words):
        deadline = time.monotonic() + 30
        while words not in self.log():
            check(time.monotonic() < deadline, f"{words!r} is not logged:\n{self.log()}")
            time.sleep(0.02)

    def refuses(self, reason, name):
        """A client with that certificate does not come in, the log says why, and others come."""
        try:
            TlsWire(self.port, self.pki, name)
            raise TestFailure(f"{name} has come in")
        except (ssl.SSLError, ConnectionError):
            pass
        self.await_log(reason)
        check(TlsWire(self.port, self.pki).open() == wire.OK, "the right client is not served")


def virsh_comes_over_tls(pki):
    with TlsDaemon(pki) as daemon:
        status, out, errors = virsh(daemon.tls_uri(), "list")
        check(status == 0 and "test" in out, f"virsh is not served: {errors}\n{daemon.log()}")
        status, out, errors = virsh(daemon.tls_uri(), "capabilities")
        check(status == 0, f"a long reply does not arrive: {errors}")
        daemon.check_orderly_end(daemon.stop())


def both_versions_of_tls_are_served(pki):
    with TlsDaemon(pki) as daemon:
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            check(TlsWire(daemon.port, pki, version=version).open() == wire.OK, f"not {version}")


def many_calls_in_one_record_are_answered(pki):
    with TlsDaemon(pki) as daemon:
        client = TlsWire(daemon.port, pki)
        check(client.open() == wire.OK, "open fails")
        # Two records, of which the throttle takes five calls at a time.
        client.send(b"".join(wire.frame(wire.LIB_VERSION, 10 + i) for i in range(300)))
        serials = sorted(client.message().serial for _ in range(300))
        check(serials == list(range(10, 310)), f"answered: {serials}")
        client.close()
        daemon.check_orderly_end(daemon.stop())


def large_replies_arrive_whole(pki):
    with TlsDaemon(pki) as daemon:
        client = TlsWire(daemon.port, pki)
        check(client.open() == wire.OK, "open fails")
        capabilities, calls = 7, 400
        for i in range(calls):
            client.send(wire.frame(capabilities, 10 + i))
        time.sleep(0.3)
        bodies = {client.message().body for _ in range(calls)}
        check(len(bodies) == 1, f"{len(bodies)} different replies")
        daemon.check_orderly_end(daemon.stop())


def a_client_of_another_ca_is_refused(pki):
    pki.authority("other")
    pki.client("stranger", authority="other")
    with TlsDaemon(pki) as daemon:
        daemon.refuses('TLS: its certificate is not signed by the CA ("O=Example,CN=stranger',
                       "stranger")


def an_expired_certificate_is_refused(pki):
    pki.client("late", 'activation_date = "2019-01-01 00:00:00"',
               'expiration_date = "2020-01-01 00:00:00"')
    with TlsDaemon(pki) as daemon:
        daemon.refuses('TLS: its certificate has expired ("', "late")


def a_certificate_of_the_future_is_refused(pki):
    pki.client("early", 'activation_date = "2090-01-01 00:00:00"',
               'expiration_date = "2091-01-01 00:00:00"')
    with TlsDaemon(pki) as daemon:
        daemon.refuses('TLS: its certificate is not valid yet ("', "early")


def a_revoked_certificate_is_refused(pki):
    pki.client("thief")
    pki.revoke("thief")
    try:
        with TlsDaemon(pki) as daemon:
            daemon.refuses("TLS: its certificate is revoked", "thief")
    finally:
        os.remove(pki.path("cacrl.pem"))


def a_servers_certificate_is_no_clients(pki):
    with TlsDaemon(pki) as daemon:
        daemon.refuses("TLS: its certificate is not for clients", "server")


def a_client_without_a_certificate_is_refused(pki):
    with TlsDaemon(pki) as daemon:
        daemon.refuses("TLS: it shows no certificate", None)
    with TlsDaemon(pki, "tls_no_verify_certificate = 1\n") as daemon:
        check(TlsWire(daemon.port, pki, None).open() == wire.OK, "it is not let in unverified")


def names_are_allowed_by_patterns(pki):
    pki.client("guest")
    with TlsDaemon(pki, 'tls_allowed_dn_list = [ "CN=nobody", "*CN=cl?ent" ]\n') as daemon:
        check(virsh(daemon.tls_uri(), "list")[0] == 0, "who is in the list is refused")
        daemon.refuses('TLS: its name is not in tls_allowed_dn_list ("O=Example,CN=guest")',
                       "guest")
    with TlsDaemon(pki, "tls_allowed_dn_list = [ ]\n") as daemon:
        check(virsh(daemon.tls_uri(), "list")[0] != 0, "an empty list lets somebody in")
        daemon.configure(daemon.settings('tls_allowed_dn_list = [ "*CN=client" ]\n'))
        daemon.signal(signal.SIGHUP)
        daemon.await_log("the settings have been read again")
        check(virsh(daemon.tls_uri(), "list")[0] == 0, "the list is not read again")


def plain_text_is_told_apart(pki):
    with TlsDaemon(pki) as daemon:
        with socket.create_connection(("127.0.0.1", daemon.port), wire.SECONDS) as client:
            client.sendall(wire.frame(wire.AUTH_LIST, 0))
            try:
                while client.recv(100):
                    pass
            except ConnectionResetError:
                pass
        daemon.await_log("from 127.0.0.1:")
        daemon.await_log("TLS: it does not speak TLS")


def an_old_version_is_refused(pki):
    with TlsDaemon(pki) as daemon:
        old = subprocess.run(["gnutls-cli", "--insecure", "--priority",
                              "NORMAL:-VERS-ALL:+VERS-TLS1.1", "-p", str(daemon.port),
                              "127.0.0.1"], stdin=subprocess.DEVNULL, capture_output=True,
                             check=False)
        check(old.returncode != 0, "it has come in")
        daemon.await_log("TLS: its version of TLS is too old, or not allowed by tls_priority")
    with TlsDaemon(pki, 'tls_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3"\n') as daemon:
        try:
            TlsWire(daemon.port, pki, version=ssl.TLSVersion.TLSv1_2)
            raise TestFailure("it has come in")
        except (ssl.SSLError, ConnectionError):
            pass
        daemon.await_log("TLS: it knows no version or no cipher that tls_priority allows")
        check(virsh(daemon.tls_uri(), "list")[0] == 0, "the right client is not served")


def a_handshake_has_a_deadline(pki):
    with TlsDaemon(pki, "auth_timeout = 1\n") as daemon:
        silent = socket.create_connection(("127.0.0.1", daemon.port), wire.SECONDS)
        half = socket.create_connection(("127.0.0.1", daemon.port), wire.SECONDS)
        half.sendall(b"\x16\x03\x01\x02\x00\x01")
        there = TlsWire(daemon.port, pki)
        check(there.open() == wire.OK, "open fails")
        for client in (silent, half):
            check(client.recv(1) == b"", "it is not closed")
        daemon.await_log("it has not come to the end of its handshake within 1000 ms")
        check(there.call(wire.LIB_VERSION, 9)[3] == wire.OK, "who is in is closed as well")


def a_record_that_trickles_in_has_a_deadline(pki):
    with TlsDaemon(pki, "frame_timeout = 1\n") as daemon:
        slow, honest = TlsWire(daemon.port, pki), TlsWire(daemon.port, pki)
        for client in (slow, honest):
            check(client.open() == wire.OK, "open failed")
        # What it holds need not be right: nothing of it can be read before its end.
        plain = socket.socket(fileno=os.dup(slow.socket.fileno()))
        record = b"\x17\x03\x03\x01\x00" + bytes(256)
        check(wire.is_cut_off_in(plain, record), "a record may take as long as it likes")
        daemon.await_log("has not finished the frame")
        # With nothing to say for longer than that, an honest client is served.
        check(honest.call(wire.LIB_VERSION, 9)[3] == wire.OK, "an honest client is not served")


def silent_clients_keep_nobody_out(pki):
    with TlsDaemon(pki, "auth_timeout = 60\nmax_anonymous_clients = 20\n") as daemon:
        silent = [socket.create_connection(("127.0.0.1", daemon.port), wire.SECONDS)
                  for _ in range(60)]
        begin = time.monotonic()
        check(TlsWire(daemon.port, pki).open() == wire.OK, "the honest client is not served")
        print(f"        served after {time.monotonic() - begin:.2f} s")
        daemon.await_log("others come, and it has been silent the longest")
        for client in silent:
            client.close()


def median_of_calls(client, count=200):
    took = []
    for number in range(count):
        begin = time.monotonic()
        check(client.call(wire.LIB_VERSION, number)[3] == wire.OK, "an honest call fails")
        took.append(time.monotonic() - begin)
    return statistics.median(took)


def a_thousand_stalled_handshakes_disturb_nobody(pki):
    raise_descriptor_limit()
    config = "auth_timeout = 10\nmax_anonymous_clients = 1500\nmax_clients = 2000\n"
    with TlsDaemon(pki, config) as daemon:
        there = TlsWire(daemon.port, pki)
        check(there.open() == wire.OK, "open fails")
        quiet = median_of_calls(there)
        stalled = []
        for number in range(1000):
            stalled.append(socket.create_connection(("127.0.0.1", daemon.port), wire.SECONDS))
            # After the connection, within the header of the first flight, within its body.
            stalled[-1].sendall(b"\x16\x03\x01\x02\x00\x01"[:(0, 3, 6)[number % 3]])
        crowded = median_of_calls(there)
        check(TlsWire(daemon.port, pki).open() == wire.OK, "a new honest client is not served")
        print(f"        an honest call takes {crowded / quiet:.2f} times what it took")
        for client in stalled:
            check(client.recv(1) == b"", "one is not closed")
            client.close()
        check(there.call(wire.LIB_VERSION, 9)[3] == wire.OK, "who is in is closed as well")
        daemon.check_orderly_end(daemon.stop())


def a_vanished_client_is_forgotten(pki):
    with TlsDaemon(pki) as daemon:
        for _ in range(20):
            client = TlsWire(daemon.port, pki)
            client.send(wire.frame(wire.AUTH_LIST, 0)[:13])
            client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                     struct.pack("ii", 1, 0))
            client.close()
        check(virsh(daemon.tls_uri(), "list")[0] == 0, "it does not serve")
        daemon.check_orderly_end(daemon.stop())


def bad_certificates_of_its_own_keep_it_from_starting(pki):
    pki.certificate("old", ["cn = localhost", "tls_www_server", "signing_key",
                            'activation_date = "2019-01-01 00:00:00"',
                            'expiration_date = "2020-01-01 00:00:00"'])
    pki.authority("another")
    pki.certificate("foreign", ["cn = localhost", "tls_www_server", "signing_key"], "another")
    for server, reason in (("old", "oldcert.pem: the certificate has expired"),
                           ("foreign", "foreigncert.pem: the certificate is not signed by"),
                           ("client", "clientcert.pem: the certificate is not for servers"),
                           ("absent", "absentcert.pem: No such file")):
        try:
            with TlsDaemon(pki, server=server):
                raise TestFailure(f"it has started with {server}")
        except TestFailure as failure:
            check(reason in str(failure), f"{reason!r} is not told: {failure}")
    with TlsDaemon(pki, "tls_no_sanity_certificate = 1\n", server="old"):
        pass


def certificates_are_read_again(pki):
    for name in ("first", "second"):
        pki.certificate(name, [f"cn = {name}", 'dns_name = "localhost"', "tls_www_server",
                               "signing_key", "encryption_key"])
    served = pki.path("servedcert.pem")
    os.symlink(pki.path("serverkey.pem"), pki.path("servedkey.pem"))

    def serve(name):
        shutil.copy(pki.path(name), served + ".new")
        os.rename(served + ".new", served)

    def name_of_server(client):
        return dict(part[0] for part in client.socket.getpeercert()["subject"])["commonName"]

    serve("firstcert.pem")
    with TlsDaemon(pki, server="served") as daemon:
        old = TlsWire(daemon.port, pki)
        check(old.open() == wire.OK and name_of_server(old) == "first", "not the first one")
        serve("secondcert.pem")
        daemon.signal(signal.SIGHUP)
        daemon.await_log("the settings have been read again")
        new = TlsWire(daemon.port, pki)
        check(new.open() == wire.OK and name_of_server(new) == "second", "not the second one")
        check(old.call(wire.LIB_VERSION, 9)[3] == wire.OK, "the old connection has ended")
        # What is wrong changes nothing.
        serve("client.info")
        daemon.signal(signal.SIGHUP)
        daemon.await_log("the settings stay as they were: ")
        daemon.await_log("servedcert.pem with ")
        check(name_of_server(TlsWire(daemon.port, pki)) == "second", "the second one has gone")
        daemon.check_orderly_end(daemon.stop())


CASES = (
    virsh_comes_over_tls, both_versions_of_tls_are_served, many_calls_in_one_record_are_answered,
    large_replies_arrive_whole, a_client_of_another_ca_is_refused,
    an_expired_certificate_is_refused, a_certificate_of_the_future_is_refused,
    a_revoked_certificate_is_refused, a_servers_certificate_is_no_clients,
    a_client_without_a_certificate_is_refused, names_are_allowed_by_patterns,
    plain_text_is_told_apart, an_old_version_is_refused, a_handshake_has_a_deadline,
    a_record_that_trickles_in_has_a_deadline, silent_clients_keep_nobody_out,
    a_thousand_stalled_handshakes_disturb_nobody,
    a_vanished_client_is_forgotten,
    bad_certificates_of_its_own_keep_it_from_starting, certificates_are_read_again)


def main():
    with tempfile.TemporaryDirectory(prefix="interleaved-pki-") as directory:
        return run_cases(CASES, sys.argv[2:], Pki(directory))


if __name__ == "__main__":
    sys.exit(main() if BINARY else __doc__)
