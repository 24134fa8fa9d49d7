from .shell import run, workdir


def checkout(reference):
    with workdir("/srv/site"):
        run("git fetch origin && git checkout %(reference)s", reference=reference)


def build():
    with workdir("/srv/site"):
        run("make %(target)s", target="html")
