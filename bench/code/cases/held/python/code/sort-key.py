from pyramid.view import view_config

FIELDS = ('title', 'year', 'rating')


class Film:
    def __init__(self, title, year, rating):
        self.title, self.year, self.rating = title, year, rating


FILMS = [Film('Harbour', 1999, 7.1), Film('Orchard', 2011, 6.4)]


@view_config(route_name='films', renderer='json')
def films(request):
    field = request.params.get('sort', 'title')
    if field not in FIELDS:
        field = FIELDS[0]
    ordered = sorted(FILMS, key=lambda film: getattr(film, field))
    return [vars(film) for film in ordered]
