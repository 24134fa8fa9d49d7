import paramiko


class Refuse(paramiko.MissingHostKeyPolicy):
    def missing_host_key(self, client, hostname, key):
        raise paramiko.SSHException(f"{hostname} has a key that is not known")


def connected(host, user="fleet"):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.set_missing_host_key_policy(Refuse)
    client.connect(host, username=user)
    return client
