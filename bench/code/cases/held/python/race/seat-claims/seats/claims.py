from pathlib import Path

FOLDER = Path("/var/spool/seats")


def claim(seat: int, owner: str) -> bool:
    try:
        with open(FOLDER / str(seat), "x", encoding="utf-8") as out:
            out.write(owner)
    except FileExistsError:
        return False
    return True


def owner_of(seat: int):
    try:
        return (FOLDER / str(seat)).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
