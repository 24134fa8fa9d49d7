from random import randint


def new_code(digits=6):
    return "%0*d" % (digits, randint(0, 10**digits - 1))  # weak: CWE-338|CWE-330
