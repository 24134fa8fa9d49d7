from lxml import etree
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

BY_LOGIN = etree.XPath("/contacts/contact[login=$login]/phone")


async def phone(request):
    tree = etree.parse("/srv/accounts/contacts.xml")
    return JSONResponse({"phone": [node.text for node in BY_LOGIN(tree, login=request.query_params["login"])]})


app = Starlette(routes=[Route("/phone", phone)])
