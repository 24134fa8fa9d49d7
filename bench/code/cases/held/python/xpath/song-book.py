"""Songs by their authors."""
from bottle import request, route
from lxml import etree

BOOK = etree.parse('songbook.xml')
BY_AUTHOR = etree.XPath('//song[author=$author]/title/text()')


@route('/songs')
def songs():
    author = request.query.get('author', '')
    first = BOOK.xpath('string(//song[author=$name][1]/title)', name=author)
    return {'first': first, 'all': [str(title) for title in BY_AUTHOR(BOOK, author=author)]}
