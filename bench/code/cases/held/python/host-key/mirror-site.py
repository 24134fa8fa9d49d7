import paramiko


class Mirror:
    def __init__(self, host):
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        self.client.set_missing_host_key_policy(paramiko.RejectPolicy())
        self.client.connect(host, username="mirror", key_filename="/etc/mirror/id_ed25519")

    def put(self, path):
        with self.client.open_sftp() as sftp:
            sftp.put(path, "/srv/www/index.html")

    def close(self):
        self.client.close()
