TITLES = ['Walking in Wales', 'Cooking for two', 'The long winter']


def find(term):
    return [title for title in TITLES if term.lower() in title.lower()]
