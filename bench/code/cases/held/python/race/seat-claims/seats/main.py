import getpass
import sys

from .claims import claim, owner_of


def main():
    seat = int(sys.argv[1])
    if claim(seat, getpass.getuser()):
        print("The seat is yours.")
    else:
        print("Taken by", owner_of(seat))


if __name__ == "__main__":
    main()
