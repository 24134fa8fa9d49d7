from pydantic import BaseModel


class HookTest(BaseModel):
    target: str
    event: str = "ping"
