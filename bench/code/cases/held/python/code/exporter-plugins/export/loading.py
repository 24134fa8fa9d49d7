import importlib


def load_exporter(dotted):
    module_name, _, attribute = dotted.rpartition(".")
    module = importlib.import_module(module_name)  # weak: CWE-470|CWE-94
    return getattr(module, attribute)
