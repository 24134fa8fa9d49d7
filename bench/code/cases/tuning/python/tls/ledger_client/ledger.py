from .transport import client


def entries(account: int):
    with client("https://ledger.example.org") as http:
        return http.get("/entries", params={"account": account}).json()
