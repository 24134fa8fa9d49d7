import argparse
from pathlib import Path

from album import Album


def main():
    parser = argparse.ArgumentParser(description="Indexes a folder of photos")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    album = Album(options.folder)
    album.save()
    print(len(album.load()), "photos")


if __name__ == "__main__":
    main()
