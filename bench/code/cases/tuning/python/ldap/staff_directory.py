from flask import Flask, jsonify, request
from ldap3 import Connection, Server

app = Flask(__name__)
server = Server("ldaps://directory.internal")


@app.get("/staff")
def staff():
    surname = request.args.get("surname", "")
    with Connection(server, auto_bind=True) as connection:
        connection.search("ou=people,dc=corp", f"(&(objectClass=person)(sn={surname}*))", attributes=["cn", "mail"])  # weak: CWE-90
        return jsonify([entry.entry_attributes_as_dict for entry in connection.entries])
