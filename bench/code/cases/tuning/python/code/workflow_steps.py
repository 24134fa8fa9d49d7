import operator

import tornado.web


class Workflow:
    def __init__(self):
        self.done = []

    def approve(self):
        self.done.append("approved")

    def reject(self):
        self.done.append("rejected")


class StepHandler(tornado.web.RequestHandler):
    def post(self):
        workflow = Workflow()
        for name in self.get_arguments("step"):
            exec(f"workflow.{name}()", {"workflow": workflow, "operator": operator})  # weak: CWE-94|CWE-95
        self.write({"done": workflow.done})
