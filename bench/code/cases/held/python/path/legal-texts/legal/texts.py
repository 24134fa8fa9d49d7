from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
DOCUMENTS = {"imprint": "imprint.md", "privacy": "privacy-policy.md", "terms": "terms-2024.md"}


def read(document, default=None):
    filename = DOCUMENTS.get(document)
    if filename is None:
        return default
    return (FOLDER / filename).read_text(encoding="utf-8")
