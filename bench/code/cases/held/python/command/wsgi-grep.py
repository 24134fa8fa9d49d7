import shlex
import subprocess
from wsgiref.simple_server import make_server
from urllib.parse import parse_qs


def application(environ, start_response):
    query = parse_qs(environ["QUERY_STRING"])
    word = query.get("word", ["python"])[0]
    pipeline = "grep -h -i -c " + word + " /usr/share/dict/words"
    proc = subprocess.Popen(pipeline, shell=True, stdout=subprocess.PIPE)  # weak: CWE-78
    count, _ = proc.communicate()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [count]


if __name__ == "__main__":
    with make_server("127.0.0.1", 8000, application) as httpd:
        httpd.serve_forever()
