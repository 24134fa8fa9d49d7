import tornado.web

DEBUG_EXPRESSION = "x * x"


def plotter(expression):
    def plot(points):
        return [eval(expression, {"x": point}) for point in points]

    return plot


class CurveHandler(tornado.web.RequestHandler):
    def get(self):
        title = self.get_argument("title", "parabola")
        draw = plotter(DEBUG_EXPRESSION)
        self.write({"title": title, "points": draw(range(-10, 11))})
