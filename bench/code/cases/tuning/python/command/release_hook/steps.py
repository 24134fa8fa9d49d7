from .shell import pipeline, run

SITE = "/srv/site"


def update():
    run("git", "pull", "--ff-only", cwd=SITE)


def build():
    pipeline("release", SITE)
