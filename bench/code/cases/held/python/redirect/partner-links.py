from fastapi import FastAPI, HTTPException
from fastapi.responses import RedirectResponse

app = FastAPI()
PARTNERS = {
    "insurance": "https://insurance.example.com/?from=shop",
    "leasing": "https://leasing.example.net/start",
}


@app.get("/partner/{name}")
def partner(name: str):
    if name not in PARTNERS:
        raise HTTPException(status_code=404)
    return RedirectResponse(PARTNERS[name])
