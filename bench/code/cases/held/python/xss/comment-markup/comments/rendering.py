import nh3
from django.utils.safestring import mark_safe
from markdown import markdown

TAGS = {'p', 'em', 'strong', 'a', 'ul', 'ol', 'li', 'code'}


def render_comment(source):
    return mark_safe(nh3.clean(markdown(source), tags=TAGS))
