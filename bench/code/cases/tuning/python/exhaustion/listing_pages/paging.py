def span(parameters):
    page = int(parameters.get("page", 0))
    size = int(parameters.get("size", 50))
    return page * size, size
