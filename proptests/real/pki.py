"""Certificates that a test makes for itself, with GnuTLS's certtool."""

import os
import subprocess


class Pki:
    """A directory as libvirt's clients look for it (?pkipath=), with a CA, a server's certificate
    for localhost and a client's. A name is made once."""

    def __init__(self, directory):
        self.directory = directory
        os.makedirs(directory, exist_ok=True)
        self.authority("ca")
        self.certificate("server", ["cn = localhost", 'dns_name = "localhost"',
                                    "ip_address = 127.0.0.1", "tls_www_server", "signing_key",
                                    "encryption_key"])
        self.client("client")

    def path(self, name):
        return os.path.join(self.directory, name)

    def _tool(self, *arguments):
        done = subprocess.run(["certtool", *arguments], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"certtool {arguments}: {done.stderr}")

    def _template(self, name, lines):
        path = self.path(f"{name}.info")
        with open(path, "w", encoding="ascii") as file:
            file.write("\n".join(lines) + "\n")
        return path

    def _key(self, name):
        # One key for all: making one takes longer than all else. Libvirt's clients want RSA.
        if not os.path.exists(self.path("key.pem")):
            self._tool("--generate-privkey", "--key-type", "rsa", "--bits", "2048", "--outfile",
                       self.path("key.pem"))
        os.symlink("key.pem", self.path(f"{name}key.pem"))

    def authority(self, name):
        self._key(name)
        template = self._template(name, [f"cn = test {name}", "ca", "cert_signing_key",
                                         "crl_signing_key"])
        self._tool("--generate-self-signed", "--load-privkey", self.path(f"{name}key.pem"),
                   "--template", template, "--outfile", self.path(f"{name}cert.pem"))

    def certificate(self, name, lines, authority="ca"):
        self._key(name)
        self._tool("--generate-certificate", "--load-privkey", self.path(f"{name}key.pem"),
                   "--load-ca-certificate", self.path(f"{authority}cert.pem"),
                   "--load-ca-privkey", self.path(f"{authority}key.pem"),
                   "--template", self._template(name, lines),
                   "--outfile", self.path(f"{name}cert.pem"))

    def client(self, name, *lines, authority="ca"):
        self.certificate(name, [f"cn = {name}", "organization = Example", "tls_www_client",
                                "signing_key", "encryption_key", *lines], authority)

    def revoke(self, name):
        """A list that revokes one certificate."""
        self._tool("--generate-crl", "--load-ca-certificate", self.path("cacert.pem"),
                   "--load-ca-privkey", self.path("cakey.pem"),
                   "--load-certificate", self.path(f"{name}cert.pem"),
                   "--template", self._template("crl", ["crl_next_update = 30",
                                                        "crl_number = 1"]),
                   "--outfile", self.path("cacrl.pem"))

    def config(self, server="server"):
        """The daemon's keys."""
        return "".join(f'{key} = "{self.path(name)}"\n' for key, name in (
            ("ca_file", "cacert.pem"), ("crl_file", "cacrl.pem"),
            ("cert_file", f"{server}cert.pem"), ("key_file", f"{server}key.pem"))
            if key != "crl_file" or os.path.exists(self.path(name)))

    def client_directory(self, name, authority="ca"):
        """What a client with that certificate has: ?pkipath= names it."""
        directory = self.path(f"for-{name}")
        os.makedirs(directory, exist_ok=True)
        for here, there in ((f"{authority}cert.pem", "cacert.pem"),
                            (f"{name}cert.pem", "clientcert.pem"),
                            (f"{name}key.pem", "clientkey.pem")):
            link = os.path.join(directory, there)
            if not os.path.lexists(link):
                os.symlink(self.path(here), link)
        return directory
