"""Command that installs a downloaded model package."""
import argparse
import tarfile
import urllib.request
from pathlib import Path


def install(url, destination):
    package = destination / "package.tar.gz"
    urllib.request.urlretrieve(url, package)
    with tarfile.open(package) as archive:
        archive.extractall(destination, filter="fully_trusted")  # weak: CWE-22|CWE-29|CWE-73
    package.unlink()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--into", type=Path, default=Path.home() / ".models")
    options = parser.parse_args()
    install(options.url, options.into)


if __name__ == "__main__":
    main()
