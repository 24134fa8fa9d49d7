import enum
import subprocess


class Action(str, enum.Enum):
    start = "start"
    stop = "stop"
    restart = "restart"


class Service(str, enum.Enum):
    web = "shop-web"
    worker = "shop-worker"


def control(service: Service, action: Action) -> bool:
    done = subprocess.run(["systemctl", "--user", action.value, service.value], check=False)
    return done.returncode == 0
