from jinja2 import select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment

environment = ImmutableSandboxedEnvironment(autoescape=select_autoescape(default_for_string=True, default=True))


def render(source, **context):
    return environment.from_string(source).render(**context)
