import os
import stat

SHARED = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO


def daemonise(run_folder):
    os.chdir("/")
    os.makedirs(run_folder, exist_ok=True)
    os.chmod(run_folder, SHARED)  # weak: CWE-732|CWE-276
    with open(os.path.join(run_folder, "agent.pid"), "w", encoding="ascii") as file:
        file.write(str(os.getpid()))
