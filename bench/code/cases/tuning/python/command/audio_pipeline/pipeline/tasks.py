import logging
from pathlib import Path

from celery import chain

from .celery import app
from .sox import Command

logger = logging.getLogger(__name__)
AUDIO = Path("/srv/audio")


@app.task(bind=True, max_retries=3)
def resample(self, number: int, hertz: int):
    source, target = AUDIO / f"{number}.wav", AUDIO / f"{number}-{hertz}.wav"
    try:
        Command(str(source), str(target)).rate(hertz).run()
    except OSError as error:
        raise self.retry(exc=error, countdown=30)
    return str(target)


@app.task
def finish(source: str, comment: str, seconds: float):
    target = Path(source).with_suffix(".flac")
    Command(source, str(target), comment=comment).fade(seconds).run()
    logger.info("finished %s", target.name)
    return str(target)


def process(number: int, hertz: int, comment: str, seconds: float):
    return chain(resample.s(number, hertz), finish.s(comment, seconds)).apply_async()
