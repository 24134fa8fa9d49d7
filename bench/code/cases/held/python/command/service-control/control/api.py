from fastapi import APIRouter, Depends, HTTPException

from .login import current_admin
from .services import Action, Service, control

router = APIRouter(prefix="/services", dependencies=[Depends(current_admin)])


@router.post("/{service}/{action}")
def change(service: Service, action: Action):
    if not control(service, action):
        raise HTTPException(status_code=502)
    return {"service": service, "action": action}
