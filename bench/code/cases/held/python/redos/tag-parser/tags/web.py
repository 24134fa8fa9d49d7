from bottle import Bottle, request

from tags.patterns import TAG, WORD

app = Bottle()


@app.post("/tags")
def tags():
    text = request.forms.get("text", "")[:5000].lower()
    return {"tags": sorted(set(TAG.findall(text))), "words": len(WORD.findall(text))}
