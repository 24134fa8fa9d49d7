"""Scores of a table, by a formula over the names of its columns."""
import csv
import io

from aiohttp import web


def evaluate(formula, row):
    for column, value in row.items():
        formula = formula.replace('{' + column + '}', value)
    return eval(formula)  # weak: CWE-95|CWE-94


async def scores(request):
    data = await request.post()
    rows = csv.DictReader(io.StringIO(data['table']))
    formula = data['formula']
    return web.json_response([evaluate(formula, row) for row in rows])


app = web.Application()
app.add_routes([web.post('/scores', scores)])
