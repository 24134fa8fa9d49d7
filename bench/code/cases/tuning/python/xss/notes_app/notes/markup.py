import re

from markupsafe import Markup, escape

BOLD = re.compile(r"\*([^*\n]+)\*")
LINK = re.compile(r"\[([^\]\n]+)\]\((https://[^\s()&<>\"']+)\)")


def to_html(text):
    html = Markup("")
    for part in re.split(r"\n{2,}", text):
        if part.strip():
            line = str(escape(part.strip()))
            line = BOLD.sub(r"<b>\1</b>", line)
            line = LINK.sub(r'<a href="\2" rel="nofollow">\1</a>', line)
            html += Markup("<p>" + line + "</p>")
    return html
