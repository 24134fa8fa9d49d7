import subprocess


class Tool:
    binary = "true"

    def arguments(self):
        raise NotImplementedError

    def run(self, text):
        line = self.binary + " " + " ".join(self.arguments())
        return subprocess.run(line, shell=True, input=text, capture_output=True, text=True, timeout=10).stdout


class Words(Tool):
    binary = "wc"

    def arguments(self):
        return ["-w"]


class Spell(Tool):
    binary = "aspell"

    def arguments(self):
        return ["list", "--lang=en"]


TOOLS = {"words": Words(), "spell": Spell()}
