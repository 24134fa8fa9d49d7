from jinja2 import Environment, select_autoescape

environment = Environment(autoescape=select_autoescape(default=True))


def render(source, **context):
    return environment.from_string(source).render(**context)  # weak: CWE-1336|CWE-94
