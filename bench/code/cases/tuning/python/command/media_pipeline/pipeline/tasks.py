import logging
from pathlib import Path

from celery import chain

from .celery import app
from .ffmpeg import Command

logger = logging.getLogger(__name__)
MEDIA = Path("/srv/media")


@app.task(bind=True, max_retries=3)
def resize(self, number: int, width: int, height: int):
    source, target = MEDIA / f"{number}.mp4", MEDIA / f"{number}-{width}.mp4"
    try:
        Command(str(source), str(target)).scale(width, height).run()
    except OSError as error:
        raise self.retry(exc=error, countdown=30)
    return str(target)


@app.task
def caption(source: str, text: str):
    target = Path(source).with_suffix(".captioned.mp4")
    Command(source, str(target)).text(text).run()
    logger.info("captioned %s", target.name)
    return str(target)


def process(number: int, width: int, height: int, text: str):
    return chain(resize.s(number, width, height), caption.s(text)).apply_async()
