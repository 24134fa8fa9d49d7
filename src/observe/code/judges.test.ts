import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Claim } from '#ground/model';
import { analyzer } from './analyzer.ts';
import { CodeRule } from './rule.ts';
import { claimsOf, factsOf, type Files, preparedAssets } from './testing.ts';

const folder = new URL('./rules/', import.meta.url);
const judged = readdirSync(folder)
  .map((file) => CodeRule.parse(parse(readFileSync(new URL(file, folder), 'utf8'))))
  .filter(({ judge }) => judge !== undefined);

const assets = await preparedAssets();

/** What is claimed of files. */
function claims(files: Files): readonly Claim[] {
  return claimsOf(analyzer.open(assets, { projectKey: '' }), files);
}

const endings: Readonly<Record<string, string>> = { javascript: 'js', typescript: 'ts', python: 'py' };
const slugs: Readonly<Record<string, string>> = {
  'code/redos': 'weakness-redos',
  'code/missing-authorisation': 'weakness-web',
  'code/toctou': 'weakness-resources',
  'code/lost-update': 'weakness-resources',
  'code/prototype-pollution': 'weakness-data',
};

describe('rules that are judged', () => {
  const examples = judged.flatMap(({ id, examples: all }) =>
    Object.entries(all)
      .filter(([language]) => language in endings)
      .flatMap(([language, { bad, good }]) =>
        bad.map((code, nth) => ({ id, slug: slugs[id] ?? 'code-rules', language, nth, bad: code, good: good[nth]! })),
      ),
  );

  test.each(examples)(
    '[5:$slug] $id finds its bad example $nth in $language, and nothing in the good one',
    (example) => {
      const file = `example.${endings[example.language]}`;
      const rulesOf = (code: string): string[] =>
        claims({ [file]: code })
          .filter(({ rule }) => rule === example.id)
          .map(({ rule }) => rule);
      expect(rulesOf(example.bad).length).toBeGreaterThan(0);
      expect(rulesOf(example.good)).toEqual([]);
    },
  );
});

/** How sure it is that expressions in a file are slow. */
const told = (code: string): string[] =>
  claims({ 'a.js': code })
    .filter(({ rule }) => rule === 'code/redos')
    .map(({ confidence }) => confidence);

const app = `import express from 'express';\nconst app = express();\n`;
const handler = (body: string): string =>
  `${app}app.get('/', (req, res) => { const t = req.query.t; ${body}; res.json({}); });\n`;

describe('regular expressions that text from outside is put to', () => {
  test('[5:weakness-redos] the way of the text and a text that proves it are told', () => {
    const [claim] = claims({ 'a.js': handler('/^(a+)+$/.test(t)') });
    expect(claim?.rule).toBe('code/redos');
    expect(claim?.message).toMatch(/"a", then \d+ times "a", then .* takes [\d,]+ steps/);
    expect(claim?.trace?.length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    'RegExp("^(a+)+$").exec(t)',
    'const e = new RegExp("^(A|a)+$", "i"); e.test(t)',
    't.match(/^(a+)+$/)',
    't.replace(/(a+)+$/g, "")',
    't.split(/(a+)+!/)',
    't.search(/(a+)+$/)',
  ])('[5:weakness-redos] %s is seen', (body) => {
    expect(told(handler(body))).toEqual(['likely']);
  });

  test('[5:weakness-redos] the square of a length is only possible, and nothing of a text whose length is bounded', () => {
    expect(told(handler(String.raw`t.replace(/\s+$/, '')`))).toEqual(['possible']);
    expect(told(handler(String.raw`if (t.length < 100) t.replace(/\s+$/, '')`))).toEqual([]);
    expect(told(handler(String.raw`t.slice(0, 100).replace(/\s+$/, '')`))).toEqual([]);
  });

  test('[5:weakness-redos] of text that nobody from outside is seen to give, exponential time alone is told, as possible', () => {
    expect(told('export const isName = (text) => /^(a+)+$/.test(text);')).toEqual(['possible']);
    expect(told(String.raw`export const trim = (text) => text.replace(/\s+$/, '');`)).toEqual([]);
    expect(told('/^(a+)+$/.test("aaaa!");')).toEqual([]);
  });

  test('[5:weakness-redos] what validators and schemas are given counts as put to text from outside', () => {
    expect(told(`import { z } from 'zod';\nexport const name = z.string().regex(/^(a+)+$/);`)).toEqual(['likely']);
    expect(told(`export const body = { type: 'string', pattern: '^(a+)+$' };`)).toEqual(['likely']);
    expect(told(`export const body = { type: 'string', pattern: '^a+$' };`)).toEqual([]);
  });

  test('[5:weakness-redos] what could not be judged is said to be not looked at', () => {
    const session = analyzer.open(assets, { projectKey: '' });
    const facts = factsOf(session, { 'a.js': handler(String.raw`/^(a+)+\1$/.test(t)`) });
    const { claims: found, notLookedAt } = session.conclude(facts);
    expect(found).toEqual([]);
    expect(notLookedAt?.map(({ detail }) => detail)).toEqual([
      'of 1 regular expressions it was not found out how long they may take',
    ]);
  });
});

/** The lines at which a rule finds something. */
const linesOf = (rule: string, file: string, code: string): number[] =>
  claims({ [file]: code })
    .filter((claim) => claim.rule === `code/${rule}`)
    .map(({ location }) => location?.startLine ?? 0)
    .sort((a, b) => a - b);

const unguarded = (file: string, code: string): number[] => linesOf('missing-authorisation', file, code);

const router = (last: string): string =>
  `import express from 'express';\nimport { list, add, one, remove, signedIn } from './orders.js';\nconst r = express.Router();\nr.get('/orders', signedIn, list);\nr.get('/orders/:id', signedIn, one);\nr.post('/orders', signedIn, add);\n${last}\nexport default r;\n`;

const nest = (first: string, last: string): string =>
  `import { Controller, Delete, Post, Put, UseGuards } from '@nestjs/common';\nimport { AuthGuard } from './auth';\n${first}\n@Controller('cats')\nexport class Cats {\n  @UseGuards(AuthGuard) @Post() add() {}\n  @UseGuards(AuthGuard) @Put(':id') change() {}\n  ${last} @Delete(':id') remove() {}\n}\n`;

const fastapi = (last: string): string =>
  `from fastapi import APIRouter, Depends\nfrom .users import current_user, database\n\nrouter = APIRouter()\n\n\n@router.post("/a")\ndef a(user=Depends(current_user)):\n    pass\n\n\n@router.put("/a")\ndef b(user=Depends(current_user), db=Depends(database)):\n    pass\n\n\n${last}\n`;

describe('routes without the check that those beside them have', () => {
  test('[5:weakness-web] the claim names the routes beside it, and reading is less sure than changing', () => {
    const [claim] = claims({ 'a.js': router(`r.delete('/orders/:id', remove);`) });
    expect(claim?.message).toBe(
      'DELETE /orders/:id has no signedIn, which GET /orders, GET /orders/:id and POST /orders beside it have.',
    );
    expect(claim?.confidence).toBe('likely');
    expect(claims({ 'a.js': router(`r.get('/orders/export', list);`) })[0]?.confidence).toBe('possible');
    expect(claims({ 'a.js': router(`r.post('/login', add);`) })).toEqual([]);
    expect(claims({ 'a.js': router(`r.get('/health', add);`) })).toEqual([]);
  });

  test.each([
    ['use', `r.use(signedIn);\nr.post('/a', f);\nr.put('/a', f);\nr.delete('/a', f);`, []],
    ['use behind', `r.get('/open', f);\nr.use(signedIn);\nr.post('/a', f);\nr.delete('/a', f);`, []],
    [
      'use for a prefix',
      `r.use('/admin', signedIn);\nr.post('/admin/a', f);\nr.put('/admin/a', f);\nr.delete('/a', f);`,
      [8],
    ],
    ['route', `r.route('/a').post(signedIn, f).put(signedIn, f)\n.delete(f);`, [5]],
    [
      'a middleware of another name',
      `r.post('/a', check, f);\nr.put('/a', check, f);\nr.delete('/a', f);\nfunction check(q, s, next) { if (!q.headers.cookie) return s.status(401).end(); next(); }`,
      [7],
    ],
    [
      'what is no check',
      `r.post('/a', parse, f);\nr.put('/a', parse, f);\nr.delete('/a', f);\nfunction parse(q, s, next) { next(); }`,
      [],
    ],
    [
      'a handler that asks itself',
      `r.post('/a', signedIn, f);\nr.put('/a', signedIn, f);\nr.delete('/a', (q, s) => { if (!q.user) s.status(403).end(); });`,
      [],
    ],
    [
      'settings',
      `r.post('/a', { preHandler: [signedIn] }, f);\nr.put('/a', { onRequest: signedIn }, f);\nr.delete('/a', {}, f);`,
      [7],
    ],
    ['a hook', `r.addHook('preHandler', signedIn);\nr.post('/a', f);\nr.put('/a', f);\nr.delete('/a', f);`, []],
    [
      'objects',
      `r.route([{ method: 'POST', path: '/a', options: { auth: 'session' }, handler: f },\n{ method: 'PUT', path: '/a', options: { auth: 'session' }, handler: f },\n{ method: 'DELETE', path: '/a', handler: f }]);`,
      [7],
    ],
    [
      'one that is open on purpose',
      `r.route([{ method: 'POST', path: '/a', options: { auth: 'session' }, handler: f },\n{ method: 'PUT', path: '/a', options: { auth: 'session' }, handler: f },\n{ method: 'DELETE', path: '/a', options: { auth: false }, handler: f }]);`,
      [],
    ],
  ])('[5:weakness-web] JavaScript: %s', (_, code, lines) => {
    expect(
      unguarded(
        'a.js',
        `import { f } from './f.js';\nimport { signedIn } from './user.js';\n\nexport default (r) => {\n${code}\n};\n`,
      ),
    ).toEqual(lines);
  });

  test('[5:weakness-web] decorators of methods and of classes in NestJS', () => {
    expect(unguarded('a.ts', nest('', ''))).toEqual([8]);
    expect(unguarded('a.ts', nest('@UseGuards(AuthGuard)', ''))).toEqual([]);
    expect(unguarded('a.ts', nest('', '@Public()'))).toEqual([]);
  });

  test.each([
    ['FastAPI', fastapi('@router.delete("/a")\ndef c(db=Depends(database)):\n    pass'), [18]],
    [
      'FastAPI, with a check',
      fastapi('@router.delete("/a", dependencies=[Depends(current_user)])\ndef c():\n    pass'),
      [],
    ],
    ['FastAPI, logging in', fastapi('@router.post("/login")\ndef c(db=Depends(database)):\n    pass'), []],
    [
      'Django',
      'from django.contrib.auth.decorators import login_required\n\n\n@login_required\ndef a(request):\n    pass\n\n\n@login_required\ndef b(request):\n    pass\n\n\ndef c(request, pk):\n    Order.objects.get(pk=pk).delete()\n',
      [14],
    ],
    [
      'Django, looking itself',
      'from django.contrib.auth.decorators import login_required\n\n\n@login_required\ndef a(request):\n    pass\n\n\n@login_required\ndef b(request):\n    pass\n\n\ndef c(request, pk):\n    Order.objects.get(pk=pk, owner=request.user).delete()\n',
      [],
    ],
    [
      'Tornado',
      'import tornado.web\n\n\nclass A(tornado.web.RequestHandler):\n    @tornado.web.authenticated\n    def get(self):\n        pass\n\n    @tornado.web.authenticated\n    def put(self):\n        pass\n\n    def delete(self):\n        clear()\n',
      [13],
    ],
    [
      'REST framework',
      'from rest_framework.viewsets import ModelViewSet\nfrom rest_framework.permissions import IsAdminUser\n\n\nclass A(ModelViewSet):\n    permission_classes = [IsAdminUser]\n\n\nclass B(ModelViewSet):\n    permission_classes = [IsAdminUser]\n\n\nclass C(ModelViewSet):\n    queryset = None\n',
      [13],
    ],
    [
      'Flask, before each request',
      'from flask import Blueprint\nfrom flask_login import login_required\n\nbp = Blueprint("a", __name__)\n\n\n@bp.before_request\n@login_required\ndef check():\n    pass\n\n\n@bp.post("/a")\n@login_required\ndef a():\n    pass\n\n\n@bp.put("/a")\n@login_required\ndef b():\n    pass\n\n\n@bp.delete("/a")\ndef c():\n    pass\n',
      [],
    ],
  ])('[5:weakness-web] Python: %s', (_, code, lines) => {
    expect(unguarded('a.py', code)).toEqual(lines);
  });
});

const polluted = (body: string): number[] =>
  linesOf(
    'prototype-pollution',
    'a.js',
    `import express from 'express';\nconst app = express();\napp.use(express.json());\nconst own = {};\n${body}\n`,
  );
const sets = 'app.post("/", (req, res) => { set(own, req.body.path, req.body.value); res.end(); });';
const merges = 'app.post("/", (req, res) => { merge(own, req.body); res.end(); });';

describe('members of objects that names from outside lead to', () => {
  test.each([
    [
      'for (const name of path.split(".").slice(0, -1)) node = node[name] = node[name] || {};\nnode[path.split(".").at(-1)] = value;',
      [6],
    ],
    [
      'for (const name of path.split(".")) { if (name === "__proto__" || name === "constructor") return;\nif (!node[name]) node[name] = {};\nnode = node[name]; }',
      [],
    ],
    ['path.split(".").forEach((name, n) => {\nif (n > 3) node[name] = value;\nelse node = node[name] ??= {}; });', [7]],
    ['node[path] = value;', []],
  ])('[5:weakness-data] set by path: %s', (steps, lines) => {
    expect(polluted(`function set(object, path, value) { let node = object;\n${steps} }\n${sets}`)).toEqual(lines);
  });

  test.each([
    ['if (b[k] && typeof b[k] === "object") merge(a[k], b[k]);\nelse a[k] = b[k];', [7]],
    ['if (typeof b[k] === "object") a[k] = merge(a[k] || {}, b[k]);\nelse a[k] = b[k];', [7]],
    [
      'if (k === "__proto__" || k === "constructor") continue;\nif (typeof b[k] === "object") merge(a[k], b[k]); else a[k] = b[k];',
      [],
    ],
    ['if (!Object.hasOwn(a, k)) continue;\nif (typeof b[k] === "object") merge(a[k], b[k]); else a[k] = b[k];', []],
    ['if (!Object.hasOwn(b, k)) continue;\nif (typeof b[k] === "object") merge(a[k], b[k]);\nelse a[k] = b[k];', [8]],
  ])('[5:weakness-data] merged deeply: %s', (steps, lines) => {
    expect(polluted(`function merge(a, b) { for (const k in b) {\n${steps} } return a; }\n${merges}`)).toEqual(lines);
  });

  test('[5:weakness-data] what only the program itself merges is not told', () => {
    const merge =
      'function merge(a, b) { for (const k in b) { if (typeof b[k] === "object") merge(a[k], b[k]); else a[k] = b[k]; } }';
    expect(polluted(`${merge}\nmerge(own, { a: { b: 1 } });`)).toEqual([]);
  });
});

const booked = (read: string, rest: string): number[] =>
  linesOf(
    'lost-update',
    'a.py',
    `from shop import Seat, session\n\n\ndef book(number, wanted):\n    seat = ${read}\n${rest}\n    session.commit()\n`,
  );

const looked = (use: string): string =>
  `import { access } from 'node:fs/promises';\nimport fs from 'node:fs';\nconst isFree = (path) => access(path).then(() => false, () => true);\nexport async function f(path, other) {\n  if (!(await isFree(path))) return;\n  ${use}\n}\n`;

describe('races', () => {
  const plain = 'session.query(Seat).get(number)';

  test.each([
    [plain, '    if seat.free < wanted:\n        return\n    seat.free -= wanted', [8]],
    [plain, '    if seat.free < wanted:\n        return\n    seat.free = Seat.free - wanted', []],
    [plain, '    seat.free -= wanted', []],
    [plain, '    if seat.free < wanted:\n        return\n    seat.free = 0', []],
    ['Seat(number)', '    if seat.free < wanted:\n        return\n    seat.free -= wanted', []],
    [
      'session.get(Seat, number, with_for_update=True)',
      '    if seat.free < wanted:\n        return\n    seat.free -= wanted',
      [],
    ],
    [
      plain,
      '    with lock:\n        if seat.free < wanted:\n            return\n        seat.free -= wanted\n    lock.release()',
      [],
    ],
  ])('[5:weakness-resources] numbers of records: %s %s', (read, rest, lines) => {
    expect(booked(read, rest)).toEqual(lines);
  });

  test('[5:weakness-resources] a look at a file by a function of the project is one too', () => {
    expect(linesOf('toctou', 'a.js', looked('fs.createWriteStream(path);'))).toEqual([6]);
    expect(linesOf('toctou', 'a.js', looked('fs.createWriteStream(other);'))).toEqual([]);
  });
});

describe('secrets that are compared with what somebody sent', () => {
  test.each([
    [
      'a.js',
      `import express from 'express';\nconst app = express();\nconst token = process.env.HOOK_TOKEN;\napp.post('/', (req, res) => {\n  if (req.headers['x-token'] !== token) res.status(401);\n});\n`,
      [5],
    ],
    [
      'a.js',
      `import express from 'express';\nconst app = express();\napp.post('/', (req, res) => {\n  if (req.query.mode === process.env.MODE) res.end();\n});\n`,
      [],
    ],
    [
      'a.py',
      `import os\n\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n@app.post('/')\ndef hook():\n    if request.headers['X-Token'] != os.environ.get('HOOK_TOKEN'):\n        return '', 401\n    return ''\n`,
      [10],
    ],
  ])('[5:weakness-crypto] in %s: %s', (file, code, lines) => {
    expect(linesOf('timing-unsafe-comparison', file, code)).toEqual(lines);
  });
});

test('[5:code-hostile] a comparison behind many branches is judged at once', () => {
  const branches = Array.from({ length: 60 }, (_, nth) => `  if (c[${nth}]) x = x + 'a'; else x = x || 'b';`);
  const text = `export function f(c, x) {\n${branches.join('\n')}\n  return x === c.y;\n}\n`;
  expect(claims({ 'a.js': text }).filter(({ rule }) => rule === 'code/timing-unsafe-comparison')).toEqual([]);
});
