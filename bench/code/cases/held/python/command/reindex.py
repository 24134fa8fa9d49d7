"""Background work of the search; English only since the merger."""
import os
import subprocess

from celery import Celery

app = Celery('search', broker=os.environ['CELERY_BROKER'])


@app.task
def reindex(language):
    script = '/usr/local/bin/reindex'
    language = 'en'
    subprocess.call(script + ' --language ' + language + ' --quiet', shell=True)


@app.task
def reindex_number(identifier):
    subprocess.call('/usr/local/bin/reindex --id %d' % int(identifier), shell=True)
