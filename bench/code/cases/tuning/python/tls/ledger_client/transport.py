import httpx

VERIFY = True


def client(base_url):
    return httpx.Client(base_url=base_url, timeout=10, verify=VERIFY)
