import re
from html import escape

BOLD = re.compile(r"\*([^*\n]+)\*")
LINK = re.compile(r"\[([^\]\n]+)\]\((\S+?)\)")


def paragraphs(text):
    for part in re.split(r"\n{2,}", text):
        if part.strip():
            yield part.strip()


def to_html(text):
    html = []
    for part in paragraphs(text):
        part = escape(part)
        part = BOLD.sub(r"<b>\1</b>", part)
        part = LINK.sub(r'<a href="\2">\1</a>', part)
        html.append(f"<p>{part}</p>")
    return "\n".join(html)
