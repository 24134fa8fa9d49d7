from celery import Celery
from flask import Flask, jsonify, request
from subprocess import getoutput

app = Flask(__name__)
jobs = Celery("archive", broker="redis://cache/0")


@jobs.task
def archive(folder, name):
    return getoutput("tar -C /srv/projects/%s -czf /srv/archive/%s.tgz ." % (int(folder), name))  # weak: CWE-78


@app.post("/projects/<int:folder>/archive")
def start(folder):
    job = archive.delay(folder, request.form.get("name", "project"))
    return jsonify({"job": job.id}), 202
