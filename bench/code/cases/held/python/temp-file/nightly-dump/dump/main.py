import shutil
import subprocess

from .paths import DUMP


def main():
    with open(DUMP, "w") as out:  # weak: CWE-377|CWE-379
        subprocess.run(["pg_dump", "accounts"], stdout=out, check=True)
    shutil.move(DUMP, "/srv/backups/accounts.sql")


if __name__ == "__main__":
    main()
