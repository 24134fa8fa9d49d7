import subprocess

SOURCE = '/srv/images/poster.tif'


def convert(extension):
    target = '/srv/images/cache/poster.' + extension
    subprocess.run('convert ' + SOURCE + ' ' + target, shell=True, check=True)
    return target
