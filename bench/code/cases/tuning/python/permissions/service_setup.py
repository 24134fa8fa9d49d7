import os
import stat

OWNER = stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP


def prepare(run_folder):
    os.umask(0o027)
    os.makedirs(run_folder, exist_ok=True)
    os.chmod(run_folder, OWNER)
    with open(os.path.join(run_folder, "agent.pid"), "w", encoding="ascii") as file:
        file.write(str(os.getpid()))
