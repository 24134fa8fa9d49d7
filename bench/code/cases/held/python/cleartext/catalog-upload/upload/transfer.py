from ftplib import FTP

from .settings import server


def transfer(path):
    section = server()
    with FTP(section["host"], timeout=30) as ftp:  # weak: CWE-319
        ftp.login(section["user"], section["password"])
        with open(path, "rb") as catalog:
            ftp.storbinary("STOR catalog.csv", catalog)
