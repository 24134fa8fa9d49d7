import random

QUESTIONS = ["Which river runs through Leeds?", "Who wove the first carpet?", "How many lines has a limerick?"]


def shuffled(seed=None):
    generator = random.Random(seed)
    order = list(QUESTIONS)
    generator.shuffle(order)
    return order
