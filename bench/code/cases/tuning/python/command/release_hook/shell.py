import subprocess


def run(*arguments, cwd):
    return subprocess.run(arguments, cwd=cwd, check=True, timeout=300)


def pipeline(name, cwd):
    return subprocess.run(f"./pipelines/{name}.sh | tee build.log", shell=True, cwd=cwd, check=True, timeout=900)
