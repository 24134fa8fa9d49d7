import re

FORMS = {
    "plural": re.compile(r"[a-z]+s$"),
    "past": re.compile(r"[a-z]+ed$"),
    "adverb": re.compile(r"[a-z]+ly$"),
}


def form(name):
    return FORMS.get(name, FORMS["plural"])
