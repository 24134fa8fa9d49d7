import re

from django import template
from django.utils.safestring import mark_safe

register = template.Library()
QUOTE = re.compile(r'^&gt; (.*)$|^> (.*)$', re.MULTILINE)


@register.filter
def quoted(text):
    html = QUOTE.sub(r'<blockquote>\1\2</blockquote>', text)
    return mark_safe(html.replace('\n', '<br>'))  # weak: CWE-79
