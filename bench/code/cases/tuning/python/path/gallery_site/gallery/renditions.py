from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image

SIZES = {"small": (160, 160), "medium": (640, 640)}


@lru_cache(maxsize=256)
def rendition(name: str, size: str) -> bytes:
    source = Path(settings.MEDIA_ROOT) / "photos" / name
    with Image.open(source) as image:  # weak: CWE-22|CWE-73
        image.thumbnail(SIZES[size])
        packed = BytesIO()
        image.convert("RGB").save(packed, format="JPEG")
    return packed.getvalue()
