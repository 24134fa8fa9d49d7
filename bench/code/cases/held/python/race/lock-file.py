import contextlib
import os

LOCK = "/run/importer/importer.lock"


@contextlib.contextmanager
def locked():
	descriptor = os.open(LOCK, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
	try:
		os.write(descriptor, str(os.getpid()).encode())
		yield
	finally:
		os.close(descriptor)
		os.unlink(LOCK)


if __name__ == "__main__":
	with locked():
		print("importing")
