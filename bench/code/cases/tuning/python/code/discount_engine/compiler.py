import operator

OPERATORS = {"<": operator.lt, ">": operator.gt, "==": operator.eq}


class Rule:
    def __init__(self, field, comparison, value):
        self.field = field
        self.compare = OPERATORS[comparison]
        self.value = value

    def matches(self, order):
        return self.compare(order[self.field], self.value)
