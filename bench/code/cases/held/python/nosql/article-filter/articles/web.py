import json

from bottle import Bottle, request

from articles.store import matching

app = Bottle()


@app.get('/articles')
def articles():
    criteria = json.loads(request.query.get('filter', '{}'))
    return {'articles': matching(criteria)}
