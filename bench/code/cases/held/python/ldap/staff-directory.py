from flask import Flask, jsonify, request
from ldap3 import Connection, Server

app = Flask(__name__)
server = Server("ldaps://directory.example.org")


@app.route("/staff")
def staff():
    name = request.args.get("name", "")
    with Connection(server, auto_bind=True) as connection:
        connection.search(
            "ou=staff,dc=example,dc=org",
            f"(&(objectClass=person)(cn={name}))",  # weak: CWE-90
            attributes=["cn", "mail"],
        )
        return jsonify([entry.entry_attributes_as_dict for entry in connection.entries])
