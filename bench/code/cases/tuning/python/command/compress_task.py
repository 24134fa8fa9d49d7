import uuid
from subprocess import getoutput

from celery import Celery
from flask import Flask, jsonify, request

app = Flask(__name__)
jobs = Celery("compress", broker="redis://cache/0")


@jobs.task
def compress(folder, name):
    return getoutput("tar -C /srv/projects/%s -czf /srv/archive/%s.tgz ." % (int(folder), name))


@app.post("/projects/<int:folder>/compress")
def start(folder):
    title = request.form.get("name", "project")
    job = compress.delay(folder, uuid.uuid4().hex)
    return jsonify({"job": job.id, "title": title}), 202
