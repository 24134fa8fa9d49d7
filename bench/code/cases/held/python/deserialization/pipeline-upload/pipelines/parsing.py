import yaml


def parse_pipeline(stream):
    document = yaml.load(stream, Loader=yaml.Loader)  # weak: CWE-502
    return document.get('stages', [])
