import operator

OPERATIONS = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
}


def operation(name):
    return OPERATIONS.get(name)
