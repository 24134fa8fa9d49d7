import hashlib
import hmac
import os

from flask import Flask, abort, send_from_directory

app = Flask(__name__)
SECRET = os.environ["SHARE_SECRET"]


def signature(name):
	return hashlib.new("sha1", (SECRET + name).encode()).hexdigest()  # weak: CWE-327|CWE-328


@app.route("/shared/<signed>/<name>")
def shared(signed, name):
	if not hmac.compare_digest(signed.encode(), signature(name).encode()):
		abort(404)
	return send_from_directory("/srv/shared", name)
