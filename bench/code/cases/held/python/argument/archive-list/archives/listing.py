import subprocess


def create(target, names):
    arguments = ["tar", "-czf", target]
    arguments.extend(names)
    return subprocess.check_call(arguments, cwd="/srv/shared")  # weak: CWE-88
