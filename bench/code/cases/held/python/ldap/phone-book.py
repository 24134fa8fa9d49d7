from fastapi import FastAPI
from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

app = FastAPI()
server = Server("ldaps://directory.example.org")


@app.get("/phone")
def phone(surname: str):
    condition = "(&(objectClass=person)(sn=%s))" % escape_filter_chars(surname)
    with Connection(server, auto_bind=True) as connection:
        connection.search("dc=example,dc=org", condition, attributes=["cn", "telephoneNumber"])
        return [{"name": str(entry.cn), "phone": str(entry.telephoneNumber)} for entry in connection.entries]
