import subprocess


class Tool:
    binary = "true"

    def arguments(self, source):
        raise NotImplementedError

    def run(self, source):
        line = self.binary + " " + " ".join(self.arguments(source))
        return subprocess.getstatusoutput(line)  # weak: CWE-78


class Probe(Tool):
    binary = "ffprobe"

    def arguments(self, source):
        return ["-v", "error", "-show_format", source]


class Identify(Tool):
    binary = "identify"

    def arguments(self, source):
        return ["-format", "%wx%h", source]


TOOLS = {"video": Probe(), "image": Identify()}
