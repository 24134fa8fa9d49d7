"""Command that installs a downloaded voice package."""
import argparse
import tarfile
import urllib.request
from pathlib import Path


def install(url, destination):
    package = destination / "package.tar.gz"
    urllib.request.urlretrieve(url, package)
    with tarfile.open(package) as archive:
        archive.extractall(destination, filter="data")
    package.unlink()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--into", type=Path, default=Path.home() / ".voices")
    options = parser.parse_args()
    install(options.url, options.into)


if __name__ == "__main__":
    main()
