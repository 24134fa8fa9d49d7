from flask import Flask, jsonify, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()
FOLDERS = ("invoices", "complaints", "other")


@app.post("/sort")
def sort_mail():
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "Name the folder of this mail: invoices, complaints or other."},
            {"role": "user", "content": request.get_json()["text"]},
        ],
    )
    answer = (completion.choices[0].message.content or "").strip().lower()
    folder = answer if answer in FOLDERS else "other"
    return jsonify(folder=folder)
