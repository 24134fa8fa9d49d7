from fastapi import HTTPException, Request


def current_user(request: Request) -> int:
    user = request.session.get("user")
    if user is None:
        raise HTTPException(401)
    return user
