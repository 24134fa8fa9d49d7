"""Where scans lie, and how they are put away at the end of a year."""
import configparser
import os
import shutil


def base_directory():
    config = configparser.ConfigParser()
    config.read('/etc/scans.ini')
    return config.get('storage', 'directory', fallback='/srv/scans')


def move_to_archive(name, year):
    base = base_directory()
    source = os.path.normpath(os.path.join(base, 'inbox', name))
    target = os.path.join(base, 'archive', str(year))
    shutil.move(source, target)  # weak: CWE-22|CWE-73
