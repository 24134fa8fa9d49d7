from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="None")


@app.after_request
def allow_origin(response):
    origin = request.headers.get("Origin")
    if origin:
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Allow-Origin"] = origin  # weak: CWE-942|CWE-346
    return response


@app.get("/me")
def me():
    return jsonify({"user": session.get("user")})
