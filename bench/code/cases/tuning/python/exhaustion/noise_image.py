from flask import Flask, Response, request

app = Flask(__name__)


@app.get("/noise")
def noise():
    width = int(request.args["width"])
    height = int(request.args["height"])
    header = f"P5 {width} {height} 255\n".encode()
    pixels = bytearray(width * height)  # weak: CWE-770|CWE-789|CWE-400
    return Response(header + pixels, mimetype="image/x-portable-graymap")
