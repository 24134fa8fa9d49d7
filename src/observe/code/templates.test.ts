import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AnalyzerSession, Claim, FileFacts } from '#ground/model';
import { assetPath } from '#ground/places';
import { analyzer } from './analyzer.ts';
import type { CodeFacts } from './facts.ts';

let session: AnalyzerSession<CodeFacts>;

beforeAll(async () => {
  const assets = new Map<string, Uint8Array>();
  for (const name of [...analyzer.assets, ...(analyzer.lazyAssets ?? [])])
    assets.set(name, readFileSync(assetPath(name)));
  await analyzer.prepare?.(assets);
  session = analyzer.open(assets, { projectKey: '' });
});

function claims(files: Readonly<Record<string, string>>): readonly Claim[] {
  return session.conclude(factsOf(files)).claims;
}

function factsOf(files: Readonly<Record<string, string>>): FileFacts<CodeFacts>[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const bytes = new TextEncoder().encode(text);
    const extracted = session.extract({ path, bytes, size: bytes.length }, Infinity);
    return extracted.facts === undefined ? [] : [{ path, facts: extracted.facts }];
  });
}

/** What is found of scripts in pages: `file:line rule`. */
const scripting = (files: Readonly<Record<string, string>>): string[] =>
  claims(files)
    .filter(({ rule }) => /xss|script-url/.test(rule))
    .map(({ rule, location }) => `${location.path}:${location.startLine} ${rule.slice(5)}`)
    .sort();

const express = (given: string): string =>
  `const express = require('express');\nconst app = express();\napp.get('/', (req, res) => ${given});\n`;
const flask = (given: string): string =>
  `from flask import Flask, request, render_template\napp = Flask(__name__)\n@app.get('/')\ndef page():\n    return ${given}\n`;
const django = (given: string): string =>
  `from django.shortcuts import render\n\ndef page(request):\n    return ${given}\n`;

const component = (template: string, rest: string): string =>
  `import { Component, inject } from '@angular/core';\nimport { ActivatedRoute } from '@angular/router';\nimport { DomSanitizer } from '@angular/platform-browser';\n@Component({ selector: 'app-page', ${template} })\nexport class PageComponent {\n  sanitizer = inject(DomSanitizer);\n  route = inject(ActivatedRoute);\n  note = '';\n  notes: { body: string }[] = [];\n  ngOnInit() {\n    this.note = this.route.snapshot.queryParams['note'];\n    this.notes = [{ body: this.note }];\n  }\n  ${rest}\n}\n`;
const asked = '{ q: req.query.q, items: [{ name: req.query.name }] }';
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

  const trust = 'trust(html: string) { return this.sanitizer.bypassSecurityTrustHtml(html); }';
  const pipe =
    "import { Pipe } from '@angular/core';\nimport { DomSanitizer } from '@angular/platform-browser';\n@Pipe({ name: 'safeHtml' })\nexport class SafePipe {\n  constructor(private s: DomSanitizer) {}\n  transform(html: string) {\n    return this.s.bypassSecurityTrustHtml(html);\n  }\n}\n";
  const child =
    "import { Component, Input } from '@angular/core';\nimport { DomSanitizer } from '@angular/platform-browser';\n@Component({ selector: 'app-note', template: '<p></p>' })\nexport class NoteComponent {\n  @Input() html = '';\n  constructor(private s: DomSanitizer) {}\n  get safe() {\n    return this.s.bypassSecurityTrustHtml(this.html);\n  }\n}\n";
  const angular: readonly (readonly [
    what: string,
    files: Readonly<Record<string, string>>,
    found: readonly string[],
  ])[] = [
    [
      'Angular, a method',
      { 'p.ts': component('template: `<div [innerHTML]="trust(note)"></div>`', trust) },
      ['p.ts:14'],
    ],
    [
      'Angular, a method, in a file',
      {
        'p.ts': component("templateUrl: './page.component.html'", trust),
        'page.component.html': '<div *ngFor="let one of notes" [innerHTML]="trust(one.body)"></div>',
      },
      ['p.ts:14'],
    ],
    [
      'Angular, a block',
      {
        'p.ts': component("templateUrl: './page.component.html'", trust),
        'page.component.html': '@for (one of notes; track one) {\n<div [innerHTML]="trust(one.body)"></div>}',
      },
      ['p.ts:14'],
    ],
    [
      'Angular, a pipe',
      { 'p.ts': component('template: `<div [innerHTML]="note | safeHtml"></div>`', ''), 'pipe.ts': pipe },
      ['pipe.ts:7'],
    ],
    [
      'Angular, another component',
      { 'p.ts': component('template: `<app-note [html]="note"/>`', ''), 'note.ts': child },
      ['note.ts:8'],
    ],
    [
      'Angular, what it makes harmless',
      { 'p.ts': component('template: `<div [innerHTML]="note"></div>{{ note }}`', trust) },
      [],
    ],
  ];
  test.each(angular)('[5:front-components] %s', (_, files, found) => {
    expect(scripting(files).map((one) => one.split(' ')[0])).toEqual(found);
  });

  const hash = 'location.hash.slice(1)';
  const pages: readonly (readonly [what: string, path: string, text: string, found: readonly string[]])[] = [
    [
      'a script',
      'a.html',
      `<p id="a"></p>\n<script>\n  document.querySelector('#a').innerHTML = ${hash};\n</script>`,
      ['a.html:3 dom-xss'],
    ],
    [
      'scripts share their globals',
      'a.html',
      `<script>\nvar name = ${hash};\n</script>\n<script>document.write(name)</script>`,
      ['a.html:4 dom-xss'],
    ],
    [
      'a module',
      'a.html',
      `<script type="module">import x from './x.js';\ndocument.write(${hash});</script>`,
      ['a.html:2 dom-xss'],
    ],
    [
      'a handler',
      'a.html',
      `<script>function show(text) { document.write(text); }</script>\n<b onclick="show(${hash})">`,
      ['a.html:1 dom-xss'],
    ],
    ['an address', 'a.html', `<a\nhref="javascript:document.write(${hash})">`, ['a.html:2 dom-xss']],
    [
      'scripts of a template',
      'a.html',
      `{% if a %}<script>\nlet n = {{ n }}, m = "{{ m }}"; {% if x %} n++; {% endif %}\ndocument.write(${hash});</script>{% endif %}`,
      ['a.html:3 dom-xss'],
    ],
    [
      'what is no code',
      'a.html',
      `<script type="application/json">document.write(${hash})</script><script src="a.js"></script><!-- <script>document.write(${hash})</script> -->`,
      [],
    ],
    [
      'what is broken',
      'a.html',
      `<script>let = = ;</script>\n<script>document.write(${hash})</script>`,
      ['a.html:2 dom-xss'],
    ],
  ];
  test.each(pages)('[5:front-components] in a page, %s', (_, path, text, found) => {
    expect(scripting({ [path]: text }).filter((one) => !one.endsWith('script-url') || found.includes(one))).toEqual(
      found,
    );
  });

  const elements: readonly (readonly [what: string, code: string])[] = [
    [
      'properties that are spread',
      `const Note = (props) => <div {...props.all} />;\nexport const Page = () => <Note all={{ dangerouslySetInnerHTML: { __html: ${hash} } }} />;`,
    ],
    [
      'references that are functions',
      `export const Page = () => <div ref={(one) => {\none.innerHTML = ${hash}; }} />;`,
    ],
    [
      'custom elements',
      `class Note extends HTMLElement {\nconnectedCallback() { this.attachShadow({ mode: 'open' });\nthis.shadowRoot.innerHTML = ${hash}; } }`,
    ],
  ];
  test.each(elements)('[5:front-components] what becomes HTML by %s', (_, code) => {
    expect(scripting({ 'a.jsx': code }).map((one) => one.split(' ')[1])).toEqual(['dom-xss']);
  });

  test('a commit of a program that renders a template looks at the template too', () => {
    const files = {
      'app.js': express("res.render('shop/page', { q: req.query.q })"),
      'views/shop/page.ejs': '<b><%- q %></b>',
      'views/other.ejs': '<b></b>',
    };
    const facts = factsOf(files);
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
