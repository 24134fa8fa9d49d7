ORDERINGS = {
    "soonest": "starts_at ASC",
    "latest": "starts_at DESC",
    "name": "title ASC",
}


def order_clause(name):
    return ORDERINGS.get(name, ORDERINGS["soonest"])
