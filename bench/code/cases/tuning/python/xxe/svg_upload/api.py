from fastapi import FastAPI, UploadFile

from .drawing import Drawing

app = FastAPI()


@app.post("/drawings")
async def upload(file: UploadFile):
    drawing = Drawing(await file.read(500_000))
    return {"size": drawing.size, "title": drawing.title}
