from .session import session


def open_orders():
    with session() as http:
        answer = http.get('https://partner.example.net/orders', params={'state': 'open'}, timeout=10)
        answer.raise_for_status()
        return answer.json()
