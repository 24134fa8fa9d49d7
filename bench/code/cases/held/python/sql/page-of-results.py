"""Results of the town run, twenty-five on a page."""
import tornado.ioloop
import tornado.web
import psycopg2
import psycopg2.extras

PAGE_SIZE = 25


class ResultsHandler(tornado.web.RequestHandler):
    def get(self):
        try:
            page = int(self.get_argument('page', '1'))
        except ValueError:
            raise tornado.web.HTTPError(400)
        offset = max(page - 1, 0) * PAGE_SIZE
        with psycopg2.connect('dbname=race') as connection:
            with connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
                cursor.execute(f'SELECT bib, runner, seconds FROM finish ORDER BY seconds LIMIT {PAGE_SIZE} OFFSET {offset}')
                self.write({'page': page, 'results': cursor.fetchall()})


def make_app():
    return tornado.web.Application([(r'/results', ResultsHandler)])


if __name__ == '__main__':
    make_app().listen(8888, address='127.0.0.1')
    tornado.ioloop.IOLoop.current().start()
