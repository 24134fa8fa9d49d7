import tornado.web


def plotter(expression):
    def plot(points):
        return [eval(expression, {"x": point}) for point in points]  # weak: CWE-95|CWE-94

    return plot


class ChartHandler(tornado.web.RequestHandler):
    def get(self):
        draw = plotter(self.get_argument("f", "x * x"))
        self.write({"points": draw(range(-10, 11))})
