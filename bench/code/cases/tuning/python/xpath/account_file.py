from lxml import etree
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


def build(login, fields):
    parts = ["/accounts/account[login='{}']".format(login)]
    parts.extend(fields)
    return "/".join(parts)


async def balance(request):
    tree = etree.parse("/srv/accounts/accounts.xml")
    select = etree.XPath(build(request.query_params["login"], ["balance"]))  # weak: CWE-643
    return JSONResponse({"balance": [node.text for node in select(tree)]})


app = Starlette(routes=[Route("/balance", balance)])
