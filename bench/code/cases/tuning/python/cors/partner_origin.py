from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://app.example.org", "https://admin.example.org"],
    allow_credentials=True,
    allow_methods=["GET", "POST"],
)


@app.get("/balance")
def balance():
    return {"balance": 0}
