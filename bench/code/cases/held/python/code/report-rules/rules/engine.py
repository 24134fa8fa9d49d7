class Rule:
    def __init__(self, name, condition):
        self.name = name
        self.condition = condition

    def matches(self, record):
        return bool(eval(self.condition, {'__builtins__': {}}, dict(record)))  # weak: CWE-95|CWE-94


def apply(rules, records):
    for record in records:
        for rule in rules:
            if rule.matches(record):
                yield rule.name, record
                break
