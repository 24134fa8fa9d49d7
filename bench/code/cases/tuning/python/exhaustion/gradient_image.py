from flask import Flask, Response, abort, request

app = Flask(__name__)
LARGEST = 1024


@app.get("/gradient")
def gradient():
    width = int(request.args["width"])
    height = int(request.args["height"])
    if not (0 < width <= LARGEST and 0 < height <= LARGEST):
        abort(400)
    header = f"P5 {width} {height} 255\n".encode()
    pixels = bytearray(width * height)
    return Response(header + pixels, mimetype="image/x-portable-graymap")
