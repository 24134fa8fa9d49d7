from celery import shared_task

from .imaging import run_convert


@shared_task
def make_thumbnail(source, size):
    run_convert(source, size, target='/srv/gallery/thumbs/cover.jpg')
