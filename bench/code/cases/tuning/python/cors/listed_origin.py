from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="None")
ORIGINS = {"https://app.example.org", "https://kiosk.example.org"}


@app.after_request
def allow_origin(response):
    origin = request.headers.get("Origin")
    if origin in ORIGINS:
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Vary"] = "Origin"
    return response


@app.get("/me")
def me():
    return jsonify({"user": session.get("user")})
