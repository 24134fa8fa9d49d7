import httpx

VERIFY = False


def client(base_url):
    return httpx.Client(base_url=base_url, timeout=10, verify=VERIFY)  # weak: CWE-295
