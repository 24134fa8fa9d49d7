import paramiko


class TrustFirst(paramiko.MissingHostKeyPolicy):
    def missing_host_key(self, client, hostname, key):
        return None


def connected(host, user="fleet"):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(TrustFirst)  # weak: CWE-295|CWE-322
    client.connect(host, username=user)
    return client
