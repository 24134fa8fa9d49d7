import functools

from flask import abort, g, session

from .store import users


def roles(*wanted):
    def decorate(view):
        @functools.wraps(view)
        def wrapper(*args, **kwargs):
            user = users.get(session.get("user"))
            if user is None:
                abort(401)
            if user.role not in wanted:
                abort(403)
            g.user = user
            return view(*args, **kwargs)

        return wrapper

    return decorate


teachers_only = roles("teacher", "head")
