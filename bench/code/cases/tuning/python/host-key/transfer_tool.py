"""Copies the nightly dump to the archive host."""
import sys

from paramiko import SSHClient, WarningPolicy


def copy(host, source):
    with SSHClient() as client:
        client.load_system_host_keys()
        client.set_missing_host_key_policy(WarningPolicy())  # weak: CWE-295|CWE-322
        client.connect(host, username="archive")
        client.open_sftp().put(source, "/archive/dump.sql.gz")


if __name__ == "__main__":
    copy(sys.argv[1], "/srv/dumps/dump.sql.gz")
