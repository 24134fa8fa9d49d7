"""Degrees Celsius in degrees Fahrenheit."""
from bottle import request, route


@route("/temperature")
def temperature():
    celsius = float(request.query.get("celsius", "0"))
    fahrenheit = celsius * 9 / 5 + 32
    return "<p>%s °C are <b>%.1f</b> °F</p>" % (celsius, fahrenheit)


@route("/scale")
def scale():
    unit = request.query.get("unit")
    label = "Kelvin" if unit == "k" else "Celsius"
    return "<p>Shown in <b>" + label + "</b></p>"
