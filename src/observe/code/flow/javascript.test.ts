import { beforeAll, describe, expect, it, test } from 'vitest';
import { javascriptProject, type Project } from './testing.ts';

let project: Project;
beforeAll(async () => {
  project = await javascriptProject();
});

const flows = (text: string): string[] => project.flows(`import acme from 'acme';\n${text}`);
const guarded = (test: string, use = 'acme.run(x)'): string[] =>
  flows(`const SAFE = ['a', 'b'];\nconst x = acme.source();\nif (${test}) {\n  ${use}; }`);
const flowsOf = (files: Readonly<Record<string, string>>): string[] => project.flows(files);
const checks = (text: string): string[] => project.checks(`import acme from 'acme';\n${text}`);

describe('[5:taint] [5:intermediate-form] Data from outside in JavaScript', () => {
  it.each([
    ['template strings', 'acme.run(`ls ${acme.source()}`);', 2],
    ['destructuring', 'const { a: { b = 1 } } = { a: { b: acme.source() } };\nacme.run(b);', 3],
    ['spread', 'const o = { ...{ a: acme.source() } };\nacme.run(o.a);', 3],
    ['rest parameters', 'const f = (a, ...b) => acme.run(b[0]);\nf(1, acme.source());', 2],
    [
      'arrays and their methods',
      'const l = [];\nl.push(acme.source());\nacme.run(l.map((x) => x.trim()).join(" "));',
      4,
    ],
    ['reduce', 'acme.run([acme.source()].reduce((all, x) => all + x, ""));', 2],
    ['promises', 'Promise.resolve(acme.source()).then((x) => acme.run(x));', 2],
    [
      'a promise of its own',
      'const p = new Promise((done) => done(acme.source()));\np.then((x) => { acme.run(x); });',
      3,
    ],
    ['async functions', 'const f = async () => acme.source();\n(async () => acme.run(await f()))();', 3],
    ['generators', 'function* f() { yield acme.source(); }\nfor (const x of f()) acme.run(x);', 3],
    ['closures', 'let x;\nfunction set(v) { x = v; }\nset(acme.source());\nsetTimeout(() => acme.run(x));', 5],
    ['bind, call and apply', 'function f(a, b) { acme.run(b); }\nf.bind(null, 1)(acme.source());', 2],
    ['apply', 'function f(a, b) { acme.run(b); }\nf.apply(null, [1, acme.source()]);', 2],
    [
      'getters',
      'const o = { get x() { return acme.source(); } };\nclass A { get y() { return acme.source(); } }\nacme.run(new A().y);',
      4,
    ],
    [
      'prototypes',
      'function A(x) { this.x = x; }\nA.prototype.go = function () { acme.run(this.x); };\nnew A(acme.source()).go();',
      3,
    ],
    [
      'classes with fields and super',
      'class A { constructor(x) { this.x = x; } }\nclass B extends A { constructor(x) { super(x); } go() { acme.run(this.x); } }\nnew B(acme.source()).go();',
      3,
    ],
    ['Object.assign', 'const o = Object.assign({}, { a: acme.source() });\nacme.run(o.a);', 3],
    ['Object.entries', 'for (const [k, v] of Object.entries({ a: acme.source() })) acme.run(v);', 2],
    ['a map', 'const m = new Map();\nm.set("a", acme.source());\nacme.run(m.get("a"));', 4],
    ['JSON there and back', 'acme.run(JSON.parse(JSON.stringify({ a: acme.source() })).a);', 2],
    ['defaults', 'function f(x = acme.source()) { acme.run(x); }\nf();', 2],
    ['loops', 'let all = "";\nfor (let i = 0; i < 3; i++) { acme.run(all); all += acme.source(); }', 3],
  ])('arrives through %s', (_, text, line) => {
    expect(flows(text)).toEqual([`command ${line}`]);
  });

  it.each([
    ['another member', 'const o = { a: acme.source(), b: "ls" };\nacme.run(o.b);'],
    ['another call of the same function', 'const f = (x) => x;\nf(acme.source());\nacme.run(f("ls"));'],
    ['numbers', 'acme.run(Number(acme.source())); acme.run(acme.source() * 2); acme.run(parseInt(acme.source(), 10));'],
    [
      'truth values and lengths',
      'acme.run(acme.source() === "a"); acme.run(acme.source().length); acme.run(!acme.source());',
    ],
    ['what was overwritten', 'let x = acme.source();\nx = "ls";\nacme.run(x);'],
    [
      'another class',
      'class A { go(x) { acme.run(x); } }\nclass B { go(x) { return x; } }\nnew B().go(acme.source());',
    ],
  ])('does not arrive through %s', (_, text) => {
    expect(flows(text)).toEqual([]);
  });

  it('crosses modules of both kinds, re-exports and cycles', () => {
    expect(
      project.flows({
        'a.js': "import acme from 'acme';\nimport { read } from './index.js';\nacme.run(read());\nexport const n = 1;",
        'index.js': "export * from './b.js';",
        'b.js':
          "const acme = require('acme');\nconst { n } = require('./a.js');\nexports.read = () => acme.source() + n;",
      }),
    ).toEqual(['command 3']);
  });
});

const open = (use: string): string[] => flows(`const x = acme.source();\nif (!x.includes('..')) acme.open(${use});`);

describe('[5:guards] Tests in JavaScript', () => {
  it.each([
    'SAFE.includes(x)',
    'SAFE.indexOf(x) !== -1',
    'SAFE.indexOf(x) >= 0',
    'new Set(SAFE).has(x)',
    'x === "a"',
    'x === "a" || x === "b"',
    'typeof x === "number"',
    'Number.isInteger(x)',
    '!isNaN(x)',
    '/^[a-z]+$/.test(x)',
    'Object.hasOwn({ a: 1 }, x)',
    'x in { a: 1 }',
  ])('%s makes harmless', (test) => {
    expect(guarded(test)).toEqual([]);
  });

  it.each([
    'x !== "a"',
    '!SAFE.includes(x)',
    'x.includes("a")',
    'x',
    'typeof x === "string"',
    '/[a-z]+/.test(x)',
    '/^[^;]+$/.test(x)',
    'x.length < 9',
    'acme.source().includes(x)',
  ])('%s does not', (test) => {
    expect(guarded(test)).toEqual(['command 5']);
  });

  it('hold behind an early return, a throw, a switch and a function of the project', () => {
    expect(flows('function f(x) { if (!["a"].includes(x)) return;\n acme.run(x); }\nf(acme.source());')).toEqual([]);
    expect(flows('function f(x) { if (x !== "a") throw new Error("x");\n acme.run(x); }\nf(acme.source());')).toEqual(
      [],
    );
    expect(flows('function f(x) { switch (x) { case "a": acme.run(x); } }\nf(acme.source());')).toEqual([]);
    const kept =
      'function ok(x) { if (!["a"].includes(x)) return false;\n return true; }\nfunction f(x) { if (ok(x)) acme.run(x); }\nf(acme.source());';
    expect(flows(kept)).toEqual([]);
    expect(
      flows('const ok = (x) => ["a"].includes(x);\nfunction f(x) { if (ok(x)) acme.run(x); }\nf(acme.source());'),
    ).toEqual([]);
    expect(
      flows('const ok = (x) => x.length > 2;\nfunction f(x) { if (ok(x)) acme.run(x); }\nf(acme.source());'),
    ).toEqual(['command 3']);
  });

  it('end where text is decoded behind them', () => {
    expect(open('x')).toEqual([]);
    expect(open('decodeURIComponent(x)')).toEqual(['path 3']);
  });

  it('of hosts hold for requests, of prefixes for normalised paths', () => {
    expect(
      flows('const x = acme.source();\nconst u = new URL(x);\nif (u.hostname === "acme.org") acme.fetch(u);'),
    ).toEqual([]);
    expect(flows('const x = acme.source();\nif (x.startsWith("https://acme.org/")) acme.fetch(x);')).toEqual([]);
    expect(flows('const x = acme.source();\nif (x.startsWith("https://acme.org")) acme.fetch(x);')).toEqual(['url 3']);
    expect(flows('const p = acme.resolve("/d", acme.source());\nif (p.startsWith("/d/")) acme.open(p);')).toEqual([]);
    expect(flows('const p = "/d/" + acme.source();\nif (p.startsWith("/d/")) acme.open(p);')).toEqual(['path 3']);
  });
});

const routes = (last: string): string =>
  `const r = acme.router();\nr.post('/a', requireLogin, f);\nr.put('/b', requireLogin, f);\nr.delete('/c', ${last});`;

const merge = (test: string): string =>
  `function merge(a, b) { for (const k in b) { ${test} if (typeof b[k] === 'object') merge(a[k], b[k]);\n else a[k] = b[k]; } }\nmerge({}, acme.source());`;

describe('[5:taint] Judges', () => {
  it('decide by automaton whether a pattern may take exponential time', () => {
    expect(flows(String.raw`/^(a+)+$/.test(acme.source());`)).toEqual(['match 2']);
    expect(flows(String.raw`/^(\w+\s?)*$/.test(acme.source());`)).toEqual(['match 2']);
    expect(flows(String.raw`/^(a|a)*b/.test(acme.source());`)).toEqual(['match 2']);
    expect(flows(String.raw`/^(a|b)*$/.test(acme.source());`)).toEqual([]);
    expect(flows(String.raw`/^\w+(?:\s\w+)*$/.test(acme.source());`)).toEqual([]);
    expect(flows(String.raw`/^(a+)+$/.test('aaa');`)).toEqual([]);
    expect(flows(String.raw`/^(a+)+/.test(acme.source());`)).toEqual([]);
  });

  it('find a file that is used because of an earlier look at it', () => {
    expect(
      checks('import fs from "fs";\nexport function f(p) { if (!fs.existsSync(p)) fs.writeFileSync(p, ""); }'),
    ).toEqual(['toctou 3']);
    expect(checks('import fs from "fs";\nexport function f(p) { if (fs.existsSync(p)) fs.unlinkSync(p); }')).toEqual(
      [],
    );
    expect(checks('import fs from "fs";\nexport function f(p, q) { if (fs.existsSync(p)) fs.unlinkSync(q); }')).toEqual(
      [],
    );
    expect(
      checks(
        'import fs from "fs";\nexport function f(p) { if (!fs.existsSync(p)) fs.writeFileSync(p, "", { flag: "wx" }); }',
      ),
    ).toEqual([]);
  });

  it('find the route without the test that those beside it have', () => {
    expect(checks(routes('f'))).toEqual(['missing-authorisation 5']);
    expect(checks(routes('requireLogin, f'))).toEqual([]);
  });

  it('find merges that let the names of prototypes through', () => {
    expect(checks(merge(''))).toEqual(['prototype-pollution 3']);
    expect(checks(merge('if (k === "__proto__" || k === "constructor") continue;'))).toEqual([]);
  });
});

describe('[5:incremental] An edit', () => {
  it('gives what solving anew gives, in the same order', () => {
    const files = {
      'a.js': "import acme from 'acme';\nimport { f } from './b.js';\nacme.run(f(acme.source()));\nacme.query(f('a'));",
      'b.js': "import { g } from './c.js';\nexport const f = (x) => g(x);",
      'c.js': 'export const g = (x) => x;',
    };
    const program = project.program(files);
    program.solve(Infinity);
    const edited = {
      ...files,
      'c.js': "// moved\nimport acme from 'acme';\nexport const g = (x) => { acme.open(x); return acme.quote(x); };",
    };
    program.put('c.js', project.lower('c.js', edited['c.js']));
    expect(program.solve(Infinity)).toEqual(project.program(edited).solve(Infinity));
    program.put('c.js', project.lower('c.js', files['c.js']));
    expect(program.solve(Infinity)).toEqual(project.program(files).solve(Infinity));
  });
});

const confidences = (text: string) =>
  project
    .program({ 'main.js': `import acme from "acme";\n${text}` })
    .solve(Infinity)
    .flows.map(({ confidence }) => confidence);

describe('[5:taint] What came together with others in JavaScript', () => {
  const box = 'let kept;\nfunction keep(x) { kept = x; }\n';
  const others = ['a', 'b', 'c'].map((name) => `function ${name}(v) { keep(v); }\n`).join('');

  it('is possible at most where many pass something that is kept', () => {
    const use = 'function f() { keep(acme.source()); }\nfunction go() { acme.run(kept); }\nf();\ngo();';
    expect(confidences(box + use)).toEqual(['likely']);
    expect(confidences(box + others + use)).toEqual(['possible']);
  });

  it('is no record that was looked up by it', () => {
    expect(flows('const row = rows.findOne(acme.source());\nacme.run(row.name);')).toEqual([]);
    expect(flows('const row = rows.refine(acme.source());\nacme.run(row.name);')).toEqual(['command 3']);
  });

  it('is not what a test passes', () => {
    const files = {
      'main.js': 'import acme from "acme";\nexport function f(x) { acme.run(x); }',
      'main.test.js': 'import acme from "acme";\nimport { f } from "main.js";\nf(acme.source());',
    };
    expect(flowsOf(files)).toEqual([]);
    const { 'main.test.js': text } = files;
    expect(flowsOf({ 'main.js': files['main.js'], 'other.js': text })).toEqual(['command 2']);
  });
});

test('[5:taint] A way shows of an object the member that is meant, and not another from the same place', () => {
  const text = `import acme from 'acme';
function start(given) { acme.run(given.dir); }
const got = acme.source();
start({ name: got.name, dir: got.dir });`;
  const [flow] = project.program({ 'main.js': text }).solve(Infinity).flows;
  expect(flow!.trace.map(({ location, note }) => `${location.startLine} ${note}`)).toEqual([
    '3 comes from outside: what was asked',
    '4 is read as dir',
    '2 comes in as given.dir',
    '2 is read as dir',
    '2 arrives at run()',
  ]);
});
