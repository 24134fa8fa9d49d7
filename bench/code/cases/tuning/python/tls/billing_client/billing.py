from .transport import client


def invoices(customer: int):
    with client("https://billing.example.org") as http:
        return http.get("/invoices", params={"customer": customer}).json()
