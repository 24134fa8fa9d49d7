from flask import Flask, jsonify, request
from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)
server = Server("ldaps://directory.internal")


@app.get("/rooms")
def rooms():
    name = escape_filter_chars(request.args.get("name", ""))
    with Connection(server, auto_bind=True) as connection:
        connection.search("ou=rooms,dc=corp", f"(&(objectClass=room)(cn={name}*))", attributes=["cn", "seats"])
        return jsonify([entry.entry_attributes_as_dict for entry in connection.entries])
