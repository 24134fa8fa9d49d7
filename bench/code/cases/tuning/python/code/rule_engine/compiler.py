import textwrap


class Rule:
    def __init__(self, name, body):
        self.name = name
        self.body = body

    def compile(self):
        source = f"def {self.name}(order):\n" + textwrap.indent(self.body, "    ")
        namespace = {}
        exec(compile(source, self.name, "exec"), namespace)  # weak: CWE-94|CWE-95
        return namespace[self.name]
