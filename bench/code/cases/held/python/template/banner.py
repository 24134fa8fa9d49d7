"""Banners for the intranet, with a layout of one's own."""
from bottle import post, request
from mako.template import Template


@post('/banner')
def banner():
    layout = request.forms.get('layout') or '<b>${text}</b>'
    rendered = Template(layout, default_filters=['h']).render(text=request.forms.get('text', ''))  # weak: CWE-1336|CWE-94
    return {'html': rendered}
