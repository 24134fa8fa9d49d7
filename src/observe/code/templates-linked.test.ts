import { describe, expect, test } from 'vitest';
import { asked, django, express } from './templates.testing.ts';
import { factsOf, type Files, openCode, scriptsFound } from './testing.ts';

const session = await openCode();
const scripting = (files: Files): string[] => scriptsFound(session, files);

describe('[5:weakness-xss] templates and what belongs to them', () => {
  const render = `res.render('page', ${asked})`;
  const parts: readonly (readonly [
    what: string,
    program: string,
    files: Readonly<Record<string, string>>,
    found: readonly string[],
  ])[] = [
    [
      'EJS, included',
      render,
      {
        'views/page.ejs': "<b><%- include('parts/row', { x: q }) %></b>",
        'views/parts/row.ejs': '<i><%- x %></i>\n<i><%- q %></i>',
      },
      ['views/parts/row.ejs:1', 'views/parts/row.ejs:2'],
    ],
    [
      'Handlebars, partials',
      render,
      { 'views/page.hbs': '{{#each items}}{{> row x=name}}{{/each}}', 'views/partials/row.hbs': '<i>{{{x}}}</i>' },
      ['views/partials/row.hbs:1'],
    ],
    [
      'Nunjucks, extended',
      render,
      {
        'views/page.njk': '{% extends "base.njk" %}{% block a %}<b>{{ q|safe }}</b>{% endblock %}',
        'views/base.njk': '<b>\n{{ q | safe }}</b>',
      },
      ['views/base.njk:2', 'views/page.njk:1'],
    ],
    [
      'Nunjucks, macros of others',
      render,
      {
        'views/page.njk': '{% from "m.njk" import cell as c %}{% import "m.njk" as m %}<b>{{ c(q) }}{{ m.ok(q) }}</b>',
        'views/m.njk': '{% macro cell(x) %}<b>{{ x | safe }}</b>{% endmacro %}\n{% macro ok(x) %}{{ x }}{% endmacro %}',
      },
      ['views/m.njk:1'],
    ],
    [
      'Nunjucks, macros of nobody',
      render,
      { 'views/page.njk': '{% import "lib.njk" as m %}<b>{{ m.field(q) }}</b>' },
      [],
    ],
    [
      'Pug, extended',
      render,
      { 'views/page.pug': 'extends layout\nblock a\n  p= q', 'views/layout.pug': 'html\n  block a\n  p!= q' },
      ['views/layout.pug:3'],
    ],
    [
      'Fastify',
      '',
      {
        'server.js':
          "const f = require('fastify')();\nf.get('/', (req, reply) => reply.view('/templates/page.ejs', { q: req.query.q }));\n",
        'templates/page.ejs': '<b><%- q %></b>',
      },
      ['templates/page.ejs:1'],
    ],
    [
      'Koa',
      '',
      {
        'server.js':
          "const Koa = require('koa');\nconst app = new Koa();\napp.use(async (ctx) => { ctx.state.q = ctx.query.q; await ctx.render('page', { a: 1 }); });\n",
        'views/page.ejs': '<b><%- q %></b>',
      },
      ['views/page.ejs:1'],
    ],
    [
      'Hapi',
      '',
      {
        'server.js':
          "const hapi = require('@hapi/hapi');\nconst s = hapi.server();\ns.route({ method: 'GET', path: '/', handler: (request, h) => h.view('page', { q: request.query.q }) });\n",
        'views/page.hbs': '<b>{{{q}}}</b>',
      },
      ['views/page.hbs:1'],
    ],
    [
      'locals of the answer',
      '{ res.locals.q = req.query.q; res.render("page"); }',
      { 'views/page.ejs': '<b><%- q %></b>' },
      ['views/page.ejs:1'],
    ],
    [
      'a template that is not there',
      "res.render('other', { q: req.query.q })",
      { 'views/page.ejs': '<b><%- q %></b>' },
      [],
    ],
    [
      'Nunjucks that does not escape',
      '{ nunjucks.configure("views", { autoescape: false, express: app }); res.render("page.html", { q: req.query.q }); }',
      { 'views/page.html': '{% if q %}<b>{{ q }}</b>\n<b>{{ q | e }}</b>{% endif %}' },
      ['views/page.html:1'],
    ],
    [
      'the nearest of a name',
      "res.render('page', { q: req.query.q })",
      { 'views/page.ejs': '<b><%- q %></b>', 'old/views/page.pug': 'p!= q' },
      ['views/page.ejs:1'],
    ],
    [
      'what an engine gives',
      "ejs.renderFile('views/page.ejs', { q: req.query.q }).then((html) => res.send(html))",
      { 'views/page.ejs': '<b><%- q %></b>' },
      ['app.js:3'],
    ],
    [
      'what an engine gives, escaped',
      "ejs.renderFile('views/page.ejs', { q: req.query.q }).then((html) => res.send(html))",
      { 'views/page.ejs': '<b><%= q %></b>' },
      [],
    ],
  ];
  test.each(parts)('%s', (_, program, files, found) => {
    const main =
      program === ''
        ? {}
        : {
            'app.js': `const ejs = require('ejs'), nunjucks = require('nunjucks');${express(program)}`.replace(
              /;const e/,
              ';\nconst e',
            ),
          };
    expect(scripting({ ...main, ...files }).map((one) => one.split(' ')[0])).toEqual(
      found.map((one) => one.replace('app.js:3', 'app.js:4')),
    );
  });

  const texts: readonly (readonly [what: string, path: string, program: string, found: readonly string[]])[] = [
    [
      'Flask',
      'main.py',
      `from flask import Flask, request, render_template_string\napp = Flask(__name__)\nPAGE = '''<p>{{ q }}</p>\n<p>{{ q|safe }}</p>'''\n@app.get('/')\ndef page():\n    return render_template_string(PAGE, q=request.args['q'])\n`,
      ['main.py:4'],
    ],
    [
      'Jinja',
      'main.py',
      `from flask import Flask, request\nfrom jinja2 import Template\napp = Flask(__name__)\n@app.get('/')\ndef page():\n    return Template('<p>{{ q }}</p>', autoescape=True).render(q=request.args['q'])\n@app.get('/x')\ndef other():\n    return Template('<b>{{ q|safe }}</b>', autoescape=True).render(q=request.args['q'])\n`,
      ['main.py:9'],
    ],
    [
      'EJS',
      'main.js',
      `const ejs = require('ejs');\n${express("res.send(ejs.render('<b><%- q %></b><i>', { q: req.query.q }))")}${express("res.send(ejs.render('<b><%= q %></b>', { q: req.query.q }))").split('\n')[2]}`,
      ['main.js:4'],
    ],
    [
      'Handlebars',
      'main.js',
      `const hb = require('handlebars');\nconst page = hb.compile('<b>{{{q}}}</b>');\nconst other = hb.compile('<b>{{q}}</b>');\n${express('res.send(page({ q: req.query.q }))')}app.get('/x', (req, res) => res.send(other({ q: req.query.q })));`,
      ['main.js:6'],
    ],
    [
      'Nunjucks',
      'main.js',
      `const nunjucks = require('nunjucks');\n${express("res.send(nunjucks.renderString('<b>{{ q | safe }}</b>', { q: req.query.q }))")}`,
      ['main.js:4'],
    ],
  ];
  test.each(texts)('%s, of texts in code', (_, path, program, found) => {
    expect(scripting({ [path]: program }).map((one) => one.split(' ')[0])).toEqual(found);
  });

  const named: readonly (readonly [what: string, files: Readonly<Record<string, string>>, found: readonly string[]])[] =
    [
      [
        'Django, a class',
        {
          'v.py':
            "from django.views.generic import TemplateView\nclass Page(TemplateView):\n    template_name = 'a.html'\n    def get_context_data(self, **kwargs):\n        context = super().get_context_data(**kwargs)\n        context['q'] = self.request.GET['q']\n        return context\n",
          'templates/a.html': '<p>{{ q|safe }}</p>{% load x %}',
        },
        ['templates/a.html:1'],
      ],
      [
        'Django, a row',
        {
          'v.py':
            "from django.views.generic import DetailView\nclass Page(DetailView):\n    model = Note\n    template_name = 'a.html'\n",
          'templates/a.html': '<p>{{ object.body|safe }}</p>{% load x %}',
        },
        ['templates/a.html:1'],
      ],
      [
        'Django, a filter',
        {
          'templatetags/x.py':
            "from django import template\nfrom django.utils.safestring import mark_safe\nregister = template.Library()\n@register.filter(name='bold')\ndef bold(value):\n    return mark_safe('<b>' + value + '</b>')\n",
          'v.py': django("render(request, 'a.html', {'q': request.GET['q']})"),
          'templates/a.html': '{% load x %}<p>{{ q|bold }}</p>',
        },
        ['templatetags/x.py:6'],
      ],
      [
        'Jinja, a filter',
        {
          'main.py': `from flask import Flask, request, render_template\nfrom markupsafe import Markup\napp = Flask(__name__)\ndef bold(value):\n    return Markup('<b>' + value + '</b>')\napp.jinja_env.filters['bold'] = bold\n@app.get('/')\ndef page():\n    return render_template('a.html', q=request.args['q'])\n`,
          'templates/a.html': '<p>{{ q|bold }}</p>',
        },
        ['main.py:5'],
      ],
      [
        'Bottle, a decorator',
        {
          'main.py':
            "from bottle import route, view, request\n@route('/')\n@view('a.html')\ndef page():\n    return dict(q=request.query.q)\n",
          'views/a.html': '<p>{{ q|safe }}</p>',
        },
        ['views/a.html:1'],
      ],
      [
        'Nest, a decorator',
        {
          'a.controller.ts':
            "import { Controller, Get, Query, Render } from '@nestjs/common';\n@Controller()\nexport class Pages {\n  @Get()\n  @Render('a')\n  page(@Query('q') q: string) {\n    return { q };\n  }\n}\n",
          'views/a.hbs': '<p>{{{q}}}</p>',
        },
        ['views/a.hbs:1'],
      ],
    ];
  test.each(named)('%s', (_, files, found) => {
    expect(scripting(files).map((one) => one.split(' ')[0])).toEqual(found);
  });

  test('a commit of a program that renders a template looks at the template too', () => {
    const files = {
      'app.js': express("res.render('shop/page', { q: req.query.q })"),
      'views/shop/page.ejs': '<b><%- q %></b>',
      'views/other.ejs': '<b></b>',
    };
    const facts = factsOf(session, files);
    const { knowledge } = session.conclude(facts);
    const byPath = new Map(facts.map((one) => [one.path, one.facts]));
    const factsBeside = {
      paths: [...byPath.keys()],
      knowledge: knowledge ?? null,
      factsOf: (path: string) => byPath.get(path),
    };
    const { claims: found } = session.conclude(facts.slice(0, 1), undefined, factsBeside);
    expect(found.filter(({ rule }) => /xss/.test(rule)).map(({ location }) => location.path)).toEqual([
      'views/shop/page.ejs',
    ]);
  });
});
