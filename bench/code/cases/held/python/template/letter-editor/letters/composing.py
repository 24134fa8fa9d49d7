from jinja2 import Environment

environment = Environment(autoescape=True)


class Letter:
    def __init__(self, subject, source):
        self.subject = subject
        self.source = source

    def render(self, recipient):
        template = environment.from_string(self.source)  # weak: CWE-1336|CWE-94
        return template.render(recipient=recipient, subject=self.subject)
