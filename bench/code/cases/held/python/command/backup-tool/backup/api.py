from fastapi import APIRouter, Depends

from .auth import require_operator
from .runner import Runner
from .settings import Job

router = APIRouter(dependencies=[Depends(require_operator)])


@router.post('/backups/{database}')
def create_backup(database: str):
    code = Runner(Job(database=database)).start()
    return {'ok': code == 0}
