from bottle import Bottle, request

from filters import ParcelFilter
from store import select_parcels

app = Bottle()


@app.get("/parcels")
def parcels():
    rows = select_parcels("/var/lib/parcels/parcels.db", ParcelFilter.from_query(request.query))
    return {"parcels": [list(row) for row in rows]}
