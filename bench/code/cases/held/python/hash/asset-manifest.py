# Integrity values for the script tags.
import base64
import hashlib
import json
from pathlib import Path


def integrity(path: Path) -> str:
    digest = hashlib.sha384(path.read_bytes()).digest()
    return "sha384-" + base64.b64encode(digest).decode()


def write_manifest(folder: Path) -> None:
    manifest = {path.name: integrity(path) for path in sorted(folder.glob("*.js"))}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2))
