# Labels of the warehouse go to one of four printers.
import subprocess
from functools import wraps

import tornado.web


def traced(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        result = function(*args, **kwargs)
        wrapper.calls += 1
        return result

    wrapper.calls = 0
    return wrapper


@traced
def submit(printer, copies):
    return subprocess.check_output("lp -d " + printer + " -n " + str(copies) + " /tmp/label.pdf", shell=True)  # weak: CWE-78


class PrintHandler(tornado.web.RequestHandler):
    def post(self):
        printer = self.get_body_argument("printer")
        copies = int(self.get_body_argument("copies", "1"))
        submit(printer, copies)
        self.set_status(204)
