from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route


@dataclass
class Payslip:
    year: int
    owner: str

    @property
    def file(self) -> Path:
        return Path("/srv/payslips") / self.owner / f"{self.year}.pdf"


async def payslip(request):
    year = request.query_params.get("year", "")
    if not year.isdecimal():
        return PlainTextResponse("not a year", 400)
    wanted = Payslip(year=int(year), owner=request.session["user"])
    return FileResponse(wanted.file)


app = Starlette(routes=[Route("/payslip", payslip)])
