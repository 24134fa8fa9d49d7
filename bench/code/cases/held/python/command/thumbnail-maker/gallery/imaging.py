import subprocess


def run_convert(source, geometry, *, target):
    command = 'convert {source} -resize {geometry} {target}'.format(source=source, geometry=geometry, target=target)
    subprocess.run(command, shell=True, check=True)  # weak: CWE-78
