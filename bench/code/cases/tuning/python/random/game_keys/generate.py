from random import SystemRandom, randint

_system = SystemRandom()


def digits(count):
    return "".join(str(_system.randrange(10)) for _ in range(count))


def dice():
    return randint(1, 6)
