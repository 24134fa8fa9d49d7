import redis

from .codec import Codec


def main():
    queue = redis.Redis(host="cache")
    codec = Codec()
    while True:
        _, message = queue.blpop("tasks")
        print("task", codec.decode(message)["name"])
