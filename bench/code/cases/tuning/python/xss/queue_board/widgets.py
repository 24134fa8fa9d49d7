from html import escape


class Widget:
    template = "<section><h2>{title}</h2>{body}</section>"

    def __init__(self, title):
        self.title = title

    def body(self):
        return ""

    def render(self):
        return self.template.format(title=escape(self.title), body=self.body())


class Gauge(Widget):
    def __init__(self, title, value):
        super().__init__(title)
        self.value = float(value)

    def body(self):
        return "<meter>%.1f</meter>" % self.value
