from random import SystemRandom, randint

_system = SystemRandom()


def digits(count):
    return "".join(str(randint(0, 9)) for _ in range(count))  # weak: CWE-338|CWE-330


def colour():
    return _system.choice(["red", "green", "blue"])
