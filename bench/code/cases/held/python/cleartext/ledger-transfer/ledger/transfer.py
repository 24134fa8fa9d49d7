import ssl
from ftplib import FTP_TLS

from . import config


def transfer(path):
    with FTP_TLS(config.HOST, context=ssl.create_default_context(), timeout=30) as ftp:
        ftp.login(config.USER, config.PASSWORD)
        ftp.prot_p()
        with open(path, "rb") as ledger:
            ftp.storbinary("STOR ledger.csv", ledger)
