import { describe, expect, test } from 'vitest';
import { asked, django, express, flask } from './templates.testing.ts';
import { type Files, openCode, scriptsFound } from './testing.ts';

const session = await openCode();
const scripting = (files: Files): string[] => scriptsFound(session, files);
const askedPy = "q=request.args['q'], items=[{'name': request.args['name']}]";

describe('[5:weakness-xss] templates', () => {
  const cases: readonly (readonly [what: string, path: string, text: string, found: readonly string[]])[] = [
    ['EJS', 'views/a.ejs', '<p><%= q %></p>\n<p><%- q %></p>', ['2 reflected-xss']],
    [
      'EJS, through code',
      'views/a.ejs',
      '<% items.forEach((item) => { %>\n<li><%- item.name %></li><% }) %>',
      ['2 reflected-xss'],
    ],
    ['EJS, through locals', 'views/a.ejs', '<%- locals.q %>', ['1 reflected-xss']],
    ['Eta', 'views/a.eta', '<%= it.q %>\n<%~ it.q %>', ['2 reflected-xss']],
    ['Handlebars', 'views/a.hbs', '{{q}}\n{{{q}}}\n{{&q}}', ['2 reflected-xss', '3 reflected-xss']],
    ['Handlebars, each', 'views/a.hbs', '{{#each items}}\n{{{name}}}{{/each}}', ['2 reflected-xss']],
    ['Handlebars, as', 'views/a.hbs', '{{#each items as |one|}}\n{{{one.name}}}{{/each}}', ['2 reflected-xss']],
    ['Mustache', 'views/a.mustache', '{{#items}}\n{{{name}}}{{/items}}{{! {{{q}}} }}', ['2 reflected-xss']],
    ['Nunjucks', 'views/a.njk', '<b>{{ q }}</b>\n<b>{{ q | safe }}</b>', ['2 reflected-xss']],
    [
      'Liquid',
      'views/a.liquid',
      '{% assign x = q %}<b>{{ x | upcase }}</b>\n<script>go({{ x }})</script>',
      ['2 reflected-xss'],
    ],
    [
      'Pug',
      'views/a.pug',
      'div\n  p= q\n  p!= q\n  p a !{q} b #{q}\n  != q',
      ['3 reflected-xss', '4 reflected-xss', '5 reflected-xss'],
    ],
    [
      'Pug, each',
      'views/a.pug',
      'ul\n  each item in items\n    li!= item.name\n  a(href=q) go\n  a(href="/x?" + q, title=q) go',
      ['3 reflected-xss', '4 script-url'],
    ],
    ['Pug, mixins', 'views/a.pug', 'mixin row(value)\n  td!= value\n  td= value\n+row(q)', ['2 reflected-xss']],
  ];
  test.each(cases)('%s: what is put out as it is, is found where it is put out', (_, path, text, found) => {
    const name = path.slice(6);
    const files = { 'app.js': express(`res.render('${name}', ${asked})`), [path]: text };
    expect(scripting(files)).toEqual(found.map((one) => `${path}:${one}`));
  });

  const jinja: readonly (readonly [what: string, text: string, found: readonly string[]])[] = [
    [
      'safe',
      '{{ q }}\n{{ q|safe }}\n{{ q|upper|safe }}\n{{ q|e|safe }}\n{{ q|length|safe }}',
      ['2 reflected-xss', '3 reflected-xss'],
    ],
    ['loops', '{% for item in items %}\n{{ item.name | safe }}{% endfor %}', ['2 reflected-xss']],
    ['autoescape', '{% autoescape false %}\n{{ q }}\n{% endautoescape %}\n{{ q }}', ['2 reflected-xss']],
    ['set', '{% set x = q %}\n{{ x|safe }}', ['2 reflected-xss']],
    ['with', '{% with x = q %}\n{{ x|safe }}{% endwith %}', ['2 reflected-xss']],
    ['macros', '{% macro cell(v) %}<td>{{ v|safe }}</td>{% endmacro %}\n{{ cell(q) }}', ['1 reflected-xss']],
    ['choices', "{{ (q if q else 'a')|safe }}\n{{ q|default('x')|safe }}", ['1 reflected-xss', '2 reflected-xss']],
    [
      'scripts',
      '<script>\nlet a = {{ q }};\nlet b = "{{ q }}";\nlet c = {{ q|tojson }};\nlet d = `{{ q }}`;</script>',
      ['2 reflected-xss', '5 reflected-xss'],
    ],
    [
      'attributes',
      '<a onclick="go(\'{{ q }}\')">\n<a class={{ q }}>\n<a title="{{ q }}" href="{{ q }}">\n<a href="/x/{{ q }}">',
      ['1 reflected-xss', '2 reflected-xss', '3 script-url'],
    ],
    ['targets of our own', '<a href="{% url "x" %}{{ q }}"><a href="{{ request.path }}"><a href="/{{ q }}">', []],
    ['what is given anyway', '{{ request.args.q|safe }}', ['1 reflected-xss']],
    ['comments', '{# {{ q|safe }} #}{% raw %}{{ q|safe }}{% endraw %}<!-- -->', []],
  ];
  test.each(jinja)('Jinja, %s', (_, text, found) => {
    const files = { 'app.py': flask(`render_template('a.html', ${askedPy})`), 'templates/a.html': text };
    expect(scripting(files)).toEqual(found.map((one) => `templates/a.html:${one}`));
  });

  const raw = '<p>{{ q|safe }}</p>\n<p>{{ q }}</p>';
  const python: readonly (readonly [
    what: string,
    program: string,
    path: string,
    text: string,
    found: readonly string[],
  ])[] = [
    [
      'Django, render',
      django("render(request, 'shop/a.html', {'q': request.GET['q']})"),
      'shop/templates/shop/a.html',
      raw,
      ['shop/templates/shop/a.html:1'],
    ],
    [
      'Django, what is given to all',
      django("render(request, 'a.html')"),
      'templates/a.html',
      '{% load static %}<p>{{ request.GET.q|safe }}</p>',
      ['templates/a.html:1'],
    ],
    [
      'Flask, a name that is not escaped',
      flask(`render_template('a.j2', ${askedPy})`),
      'templates/a.j2',
      '<p>{{ q }}</p>',
      ['templates/a.j2:1'],
    ],
    [
      'Flask, a dictionary',
      flask("render_template('a.html', **{'q': request.args['q']})"),
      'templates/a.html',
      raw,
      ['templates/a.html:1'],
    ],
    [
      'Flask, the whole request',
      flask("render_template('a.html', form=request.form)"),
      'templates/a.html',
      '<p>{{ form.q|safe }}</p>',
      ['templates/a.html:1'],
    ],
    [
      'Starlette',
      "from fastapi import FastAPI, Request\nfrom fastapi.templating import Jinja2Templates\napp = FastAPI()\nt = Jinja2Templates(directory='t')\n@app.get('/')\ndef page(request: Request, q: str):\n    return t.TemplateResponse('a.html', {'request': request, 'q': q})\n",
      't/a.html',
      raw,
      ['t/a.html:1'],
    ],
    [
      'Starlette, the request first',
      "from fastapi import FastAPI, Request\nfrom fastapi.templating import Jinja2Templates\napp = FastAPI()\nt = Jinja2Templates(directory='t')\n@app.get('/')\ndef page(request: Request, q: str):\n    return t.TemplateResponse(request, 'a.html', {'q': q})\n",
      't/a.html',
      raw,
      ['t/a.html:1'],
    ],
    [
      'Jinja, what it gives is sent',
      "from flask import Flask, request\nfrom jinja2 import Environment, FileSystemLoader\nenv = Environment(loader=FileSystemLoader('t'), autoescape=True)\napp = Flask(__name__)\n@app.get('/')\ndef page():\n    return env.get_template('a.html').render(q=request.args['q'])\n",
      't/a.html',
      raw,
      ['main.py:7'],
    ],
    [
      'Jinja, what it gives is sent, all of it escaped',
      "from flask import Flask, request\nfrom jinja2 import Environment, FileSystemLoader\nenv = Environment(loader=FileSystemLoader('t'), autoescape=True)\napp = Flask(__name__)\n@app.get('/')\ndef page():\n    return env.get_template('a.html').render(q=request.args['q'])\n",
      't/a.html',
      '<p>{{ q }}</p>',
      [],
    ],
    [
      'Jinja that does not escape',
      "from flask import Flask, request\nfrom jinja2 import Environment, FileSystemLoader\nenv = Environment(loader=FileSystemLoader('t'))\napp = Flask(__name__)\n@app.get('/')\ndef page():\n    return env.get_template('a.html').render({'q': request.args['q']})\n",
      't/a.html',
      '<p>{{ q }}</p>',
      ['main.py:7'],
    ],
    [
      'stored, through a loop',
      "import sqlite3\nfrom flask import Flask, render_template\napp = Flask(__name__)\n@app.get('/')\ndef page():\n    rows = sqlite3.connect('a').execute('SELECT a FROM b').fetchall()\n    return render_template('a.html', rows=rows)\n",
      't/a.html',
      '{% for row in rows %}\n<p>{{ row[0] | safe }}</p>{% endfor %}',
      ['t/a.html:2'],
    ],
    [
      'Mako',
      "from bottle import route, request\nfrom mako.lookup import TemplateLookup\nviews = TemplateLookup(directories=['t'])\n@route('/')\ndef page():\n    return views.get_template('a.mako').render(q=request.query.q)\n",
      't/a.mako',
      '<p>${q}</p>',
      ['main.py:6'],
    ],
  ];
  test.each(python)('%s', (_, program, path, text, found) => {
    expect(scripting({ 'main.py': program, [path]: text }).map((one) => one.split(' ')[0])).toEqual(found);
  });
});
