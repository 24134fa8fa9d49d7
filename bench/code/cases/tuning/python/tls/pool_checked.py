import certifi
import urllib3

pool = urllib3.PoolManager(cert_reqs="CERT_REQUIRED", ca_certs=certifi.where())


def levels():
    return pool.request("GET", "https://silos.example.org/levels", timeout=10.0).json()
