from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origin_regex=".*", allow_credentials=True, allow_methods=["GET", "POST"])  # weak: CWE-942|CWE-346


@app.get("/balance")
def balance():
    return {"balance": 0}
