import tornado.web


class Workflow:
    def __init__(self):
        self.done = []

    def approve(self):
        self.done.append("approved")

    def reject(self):
        self.done.append("rejected")


MOVES = {"approve": Workflow.approve, "reject": Workflow.reject}


class MoveHandler(tornado.web.RequestHandler):
    def post(self):
        workflow = Workflow()
        for name in self.get_arguments("move"):
            if (move := MOVES.get(name)) is not None:
                move(workflow)
        self.write({"done": workflow.done})
