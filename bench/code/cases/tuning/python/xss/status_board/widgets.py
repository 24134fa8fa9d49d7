class Widget:
    template = "<section><h2>{title}</h2>{body}</section>"

    def __init__(self, title):
        self.title = title

    def body(self):
        return ""

    def render(self):
        return self.template.format(title=self.title, body=self.body())


class Counter(Widget):
    def __init__(self, title, value):
        super().__init__(title)
        self.value = int(value)

    def body(self):
        return "<strong>%d</strong>" % self.value
