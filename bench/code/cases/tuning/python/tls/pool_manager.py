import urllib3

urllib3.disable_warnings()
pool = urllib3.PoolManager(cert_reqs="CERT_NONE")  # weak: CWE-295


def levels():
    return pool.request("GET", "https://tanks.example.org/levels", timeout=10.0).json()
