import paramiko


class Remote:
    def __init__(self, host):
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        self.client.connect(host, username="deploy")

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.client.close()

    def run(self, line):
        _, out, _ = self.client.exec_command(line)  # weak: CWE-78
        return out.read().decode()
