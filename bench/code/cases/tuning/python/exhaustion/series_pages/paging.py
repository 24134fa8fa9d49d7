def span(parameters):
    page = max(0, int(parameters.get("page", 0)))
    size = min(200, max(1, int(parameters.get("size", 50))))
    return page * size, size
