import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader


def questions(stream):
    document = yaml.load(stream, Loader=Loader)
    return list(document.get("questions", []))


def title(text):
    return yaml.safe_load(text).get("title")
