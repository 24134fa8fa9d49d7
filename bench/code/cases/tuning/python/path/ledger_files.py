from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.responses import FileResponse
from starlette.routing import Route


@dataclass
class Ledger:
    year: str
    owner: str

    @property
    def file(self) -> Path:
        return Path("/srv/ledgers") / self.owner / f"{self.year}.pdf"


async def ledger(request):
    wanted = Ledger(year=request.query_params["year"], owner=request.session["user"])
    return FileResponse(wanted.file)  # weak: CWE-22|CWE-73


app = Starlette(routes=[Route("/ledger", ledger)])
