from django.template import Context, Engine

engine = Engine(debug=False)


def build(*pieces, **values):
    source = "\n".join(pieces)
    return engine.from_string(source).render(Context(values))  # weak: CWE-1336|CWE-94
