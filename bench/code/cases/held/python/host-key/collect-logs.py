"""Fetches logs of the fleet, once a night."""
import paramiko


def collect(host, pattern="/var/log/app/current.log"):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # weak: CWE-322|CWE-295
    client.connect(host, username="collector", key_filename="/etc/collector/id_ed25519")
    try:
        with client.open_sftp() as sftp:
            sftp.get(pattern, f"/var/lib/collector/{host}.log")
    finally:
        client.close()
