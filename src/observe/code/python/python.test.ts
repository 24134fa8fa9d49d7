import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { grammarAsset, type Parsers, prepareSyntax } from '#ground/syntax';
import type { ModuleIr } from '../ir/ir.ts';
import { printIr } from '../ir/print.ts';
import { type LoweredPython, lowerPython } from './index.ts';

let parsers: Parsers;

beforeAll(async () => {
  const names = ['syntax.wasm', grammarAsset('python')];
  parsers = await prepareSyntax(new Map(names.map((name) => [name, readFileSync(assetPath(name))])));
});

function lower(text: string): LoweredPython {
  return lowerPython({ path: 'a.py', text }, parsers, Infinity);
}

/** What becomes of code that follows the grammar. */
function printed(text: string): string {
  const { ir, notLookedAt } = lower(text);
  expect(notLookedAt).toEqual([]);
  return printIr(ir!);
}

test('[5:front-python] [5:intermediate-form] A view with a decorator, annotations and a form with values becomes calls, loads and a template', () => {
  expect(
    printed(`
from flask import request, Flask
app = Flask(__name__)

@app.route("/user/<name>", methods=["GET"])
def user(name: str, *, page: int = 1):
    q = request.args["q"]
    sql = "SELECT * FROM users WHERE name = '%s'" % name
    sql += f" AND q = '{q!r}' LIMIT {page:d}"
    return db.execute("{}; {0.note}".format(sql))
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      v0 = import request of flask
      v1 = import Flask of flask
      v2 = global __name__
      v3 = call v1 (v2)
      v4 = v3.route
      v7 = ["GET"]
      v8 = call v4 on v3 ("/user/<name>", methods: v7)
      v9 = function f1 user
      v10 = decorator call v8 (v9)
      export request := v0
      export Flask := v1
      export app := v3
      export user := v10

    f1 user(name: str, ?page: int) @8
      v0 = param 0
      v1 = param 1
      v3 = phi v1, 1
      v4 = outer v0 of f0 
      v5 = v4.args
      v6 = v5[q]
      v9 = template "SELECT * FROM users WHERE name = '", v0, "'"
      v10 = global repr
      v11 = call v10 (v6)
      v12 = global float
      v13 = call v12 (v3)
      v16 = template " AND q = '", v11, "' LIMIT ", v13
      v17 = v9 + v16
      v18 = global db
      v19 = v18.execute
      v21 = "{}; {0.note}".format
      v23 = v17.note
      v24 = template v17, "; ", v23
      v25 = call v19 on v18 (v24)
      return v25
    "
  `);
});

test('[5:front-python] Names belong to the function that binds them; what others bind is captured, and global says otherwise', () => {
  expect(
    printed(`
count = 0
limit = 10
def outer(step):
    total = 0
    def add(x, by=step):
        nonlocal total
        global count
        total += by
        count = x
        return limit
    step = 2
    return add(total)
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      cell f0.0 := 0
      v3 = function f1 outer
      v4 = cell f0.0
      export count := v4
      export limit := 10
      export outer := v3

    f1 outer(step)
      v0 = param 0
      cell f1.0 := 0
      v3 = function f2 outer.add
      v5 = cell f1.0
      v6 = call v3 (v5)
      return v6

    f2 outer.add(x, ?by)
      v0 = param 0
      v1 = param 1
      v2 = outer v0 of f1 outer
      v3 = phi v1, v2
      v4 = cell f1.0
      v5 = v4 + v3
      cell f1.0 := v5
      cell f0.0 := v0
      return 10
    "
  `);
});

test('[5:front-python] Classes have methods, properties, fields of the class and the constructor that a dataclass is given', () => {
  expect(
    printed(`
from dataclasses import dataclass

@dataclass
class Order(Base, metaclass=Meta):
    name: str
    kind: 'Optional[Kind]' = None
    table = "orders"

    @property
    def path(self):
        return self.name

    @staticmethod
    def of(name): return Order(name)

    @classmethod
    async def load(cls, id):
        return await super().load(id)
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      v0 = import dataclass of dataclasses
      v1 = global Base
      v2 = class Order extends v1 @0 { static static-fields  f1; getter path f2; static method of f3; method load f4; constructor __init__ f5 }
      v3 = decorator call v0 (v2)
      export dataclass := v0
      export Order := v3

    f1 Order.<anonymous>() static
      v1 = undefined : str
      v2 = this
      v2.name := v1
      v5 = null : Kind
      v7 = global property
      v8 = function f2 Order.path
      v9 = decorator call v7 (v8)
      v10 = global staticmethod
      v11 = function f3 Order.of
      v12 = decorator call v10 (v11)
      v13 = global classmethod
      v14 = function f4 Order.load
      v15 = decorator call v13 (v14)
      v2.kind := v5
      v2.table := "orders"

    f2 Order.path(self) @7
      v0 = param 0
      v1 = v0.name
      return v1

    f3 Order.of(name) static @10
      v0 = param 0
      v1 = outer v3 of f0 
      v2 = call v1 (v0)
      return v2

    f4 Order.load(cls, id) async @13
      v0 = param 0
      v1 = param 1
      v2 = global super
      v3 = call v2 ()
      v4 = v3.load
      v5 = call v4 on v3 (v1)
      v6 = await v5
      return v6

    f5 Order.__init__(self, name: str, ?kind: Kind)
      v0 = param 0
      v1 = param 1
      v0.name := v1
      v3 = param 2
      v0.kind := v3
    "
  `);
});

test('[5:front-python] Tests guard what they are about: in branches, comprehensions, conditions and patterns', () => {
  expect(
    printed(`
def f(x, command):
    if x not in ALLOWED or not x.isalnum():
        raise ValueError(x)
    names = [n.upper() for n, _ in x.items() if n in ALLOWED]
    y = x if (n := len(names)) > 1 else None
    match command:
        case {"run": [program, *args], "as": str(user)} if program == "ls":
            use(program, args, user)
        case Point(x=0) | "stop" | -1:
            use(command)
        case other:
            use(other)
    assert 0 < n <= 10, "too many"
    use(n)
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      v0 = function f1 f
      export f := v0

    f1 f(x, command)
      v0 = param 0
      v1 = param 1
      v2 = global ALLOWED
      v3 = v0 in v2
      v4 = ! v3
      v5 = v0 where v3
      v6 = v5.isalnum
      v7 = call v6 on v5 ()
      v8 = ! v7
      v9 = v4 || v8
      v10 = global ValueError
      v11 = v0 where v9
      v12 = call v10 (v11)
      throw v12
      v14 = v0 where v3
      v15 = v14 where v7
      v16 = v15.items
      v17 = call v16 on v15 ()
      v18 = element v17
      v19 = v18[0]
      v20 = v18[1]
      v21 = v19 in v2
      v22 = v19 where v21
      v23 = v22.upper
      v24 = call v23 on v22 ()
      v25 = [v24]
      v26 = global len
      v27 = call v26 (v25)
      v29 = v27 > 1
      v31 = phi v15, null
      v32 = other v1
      v33 = v1[run]
      v34 = other v33
      v35 = v33[0]
      v36 = rest v33 without 
      v37 = v32 && v34
      v38 = v1[as]
      v39 = global isinstance
      v40 = global str
      v41 = call v39 (v38, v40)
      v42 = v37 && v41
      v44 = v35 == "ls"
      v45 = v42 && v44
      v46 = global use
      v47 = v35 where v44
      v48 = v38 where v41
      v49 = call v46 (v47, v36, v48)
      v50 = global Point
      v51 = call v39 (v1, v50)
      v52 = v1.x
      v54 = v52 == 0
      v55 = v51 && v54
      v57 = v1 == "stop"
      v58 = v55 || v57
      v60 = v1 == -1
      v61 = v58 || v60
      v62 = v1 where v61
      v63 = call v46 (v62)
      v64 = v1 where v57 is false
      v65 = v64 where v60 is false
      v66 = call v46 (v65)
      v68 = 0 < v27
      v70 = v27 <= 10
      v71 = v68 && v70
      v73 = other "too many"
      throw v73
      v75 = v27 where v68
      v76 = v75 where v70
      v77 = call v46 (v76)
    "
  `);
});

test('[5:front-python] Loops, handlers, context managers, generators, stars and slices', () => {
  expect(
    printed(`
import os.path as p, a.b
from ..x import *
from . import y

def g(*args, **more):
    for i, (head, *tail) in enumerate(args):
        if tail:
            continue
        break
    else:
        yield head
    try:
        with open(p.join(head, "x")) as f, lock:
            data = f.read()[1:]
    except (OSError, ValueError) as e:
        print(e)
        return
    finally:
        close(*args, key=1, **more)
    more["k"], more[head].z = data
    del more["k"]
    yield from {**more, "k": data, head: (1, *tail)}
    z = thing(__import__("json"))
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      v0 = import * of os.path
      v1 = import * of a
      v2 = import * of a.b
      v1.b := v2
      export * of ..x
      v5 = import y of .
      v6 = function f1 g
      export p := v0
      export a := v1
      export y := v5
      export g := v6

    f1 g(...args, **more) generator
      v0 = param 0
      v1 = param 1
      v2 = global enumerate
      v3 = call v2 (v0)
      v4 = element v3
      v5 = v4[0]
      v6 = v4[1]
      v7 = v6[0]
      v8 = rest v6 without 
      v9 = v8 where v8 is false
      v10 = other 
      v11 = yield v7
      v12 = global open
      v13 = outer v0 of f0 
      v14 = v13.join
      v16 = call v14 on v13 (v7, "x")
      v17 = call v12 (v16)
      v18 = import lock of ..x
      v19 = v17.read
      v20 = call v19 on v17 ()
      v22 = rest v20 without 
      v23 = caught 
      v24 = other 
      v25 = global print
      v26 = call v25 (v23)
      return -
      throw v23
      v29 = import close of ..x
      v31 = call v29 (...v0, key: 1, ...v1)
      v32 = v22[0]
      v1.k := v32
      v34 = v22[1]
      v35 = v1[v7]
      v35.z := v34
      delete v1.k
      v39 = [1, ...v9]
      v40 = {...v1, k: v22, [v7]: v39}
      v41 = element v40
      v42 = yield v41
      v43 = import thing of ..x
      v44 = global __import__
      v46 = import * of json (dynamic)
      v47 = call v43 (v46)
    "
  `);
});

test('[5:front-python] Behind a call that never comes back stands what the test has shown; a manager gives what it yields', () => {
  expect(
    printed(`
from contextlib import contextmanager
from flask import abort
import sys

@contextmanager
def opened(path):
    file = open(path)
    yield file
    file.close()

def f(x):
    if not safe(x):
        abort(404)
    if x == "q":
        sys.exit()
    with opened(x) as g:
        use(g)
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      v0 = import contextmanager of contextlib
      v1 = import abort of flask
      v2 = import * of sys
      v3 = function f1 opened
      v4 = decorator call v0 (v3)
      v5 = function f2 f
      export contextmanager := v0
      export abort := v1
      export sys := v2
      export opened := v4
      export f := v5

    f1 opened(path) @0
      v0 = param 0
      v1 = global open
      v2 = call v1 (v0)
      v3 = other 
      return v2
      v6 = v2.close
      v7 = call v6 on v2 ()

    f2 f(x)
      v0 = param 0
      v1 = global safe
      v2 = call v1 (v0)
      v3 = ! v2
      v4 = outer v1 of f0 
      v6 = call v4 (404)
      throw v6
      v8 = v0 where v2
      v10 = v8 == "q"
      v11 = outer v2 of f0 
      v12 = v11.exit
      v13 = call v12 on v11 ()
      throw v13
      v15 = outer v4 of f0 
      v16 = v8 where v10 is false
      v17 = call v15 (v16)
      v18 = global use
      v19 = call v18 (v17)
    "
  `);
});

test('[5:front-python] Statements of Python 2 are understood', () => {
  expect(
    printed(`
try:
    print "a", b
    print >>log, b
    exec code in scope
except Error, e:
    raise
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      v1 = global b
      v2 = global print
      v3 = call v2 ("a", v1)
      v4 = call v2 (v1)
      v5 = global code
      v6 = global scope
      v7 = global exec
      v8 = call v7 (v5, v6)
      v9 = caught 
      v10 = other 
      v11 = v9 : Error
      v12 = other 
      throw v12
      throw v9
      export e := undefined
    "
  `);
});

test('[5:front-python] Types are told without what stands around them', () => {
  const { ir } = lower(`
def f(a: Optional[Request], b: Request | None, c: "http.Request", d: Annotated[Item, Depends(item)], e: list[int], f: None | int = None): pass
`);
  expect(typesOf(ir!)).toEqual(['Request', 'Request', 'http.Request', 'Item', 'list', 'int']);
});

test('[5:front-python] The cells of a notebook are one file, with places in the notebook', () => {
  const text = JSON.stringify(
    {
      cells: [
        cell(['import os\n', '%time x\n', '!ls']),
        cell('# title', 'markdown'),
        cell(['%%bash\n', 'ls']),
        cell(['os.system(x)\n', ')(']),
      ],
    },
    undefined,
    1,
  );
  const { ir, notLookedAt } = lowerPython({ path: 'a.ipynb', text }, parsers, Infinity);
  expect(printIr(ir!)).toContain('call v1 on v0');
  const [{ code } = { code: [] }] = ir!.functions;
  const call = code.findIndex((op, at) => at % 6 === 0 && op === 19);
  expect(text.slice(code[call + 4], code[call + 5])).toBe('os.system(x)');
  const broken = text.slice(0, text.indexOf(')(')).split('\n').length;
  expect(notLookedAt.map(({ detail }) => detail)).toEqual([`not understood: line ${broken}`]);
  const other = lowerPython({ path: 'a.ipynb', text: '{"cells": [' }, parsers, Infinity);
  expect(other.notLookedAt.map(({ reason }) => reason)).toEqual(['parse-failed']);
});

test('[5:syntax-errors] What is broken is told with its lines, and what stands around it is lowered', () => {
  const { ir, notLookedAt } = lower(
    'import os\n\ndef f(x):\n    return os.system(x)\n\n)) = 3 (\n\ndef g(y):\n    return f(y)\n',
  );
  expect(ir!.functions.map(({ name }) => ir!.texts[name])).toEqual(['', 'f', 'g']);
  expect(notLookedAt).toEqual([
    { path: 'a.py', reason: 'parse-failed', detail: 'not understood: line 6', expected: false },
  ]);
});

test('[5:syntax-errors] Marks of a merge that stopped lose no function beside them', () => {
  const { ir, notLookedAt } = lower(
    'def f(x):\n    return x\n<<<<<<< HEAD\ndef g(x):\n    return f(x)\n=======\ndef h(x):\n    return x\n>>>>>>> other\ndef k(x):\n    return f(x)\n',
  );
  const names = ir!.functions.map(({ name }) => ir!.texts[name]);
  expect(names).toEqual(expect.arrayContaining(['f', 'g', 'h', 'k']));
  expect(notLookedAt).toHaveLength(1);
});

test('[5:front-python] Marks of encoding, tabs, form feeds and other line ends change nothing but places', () => {
  const plain = 'def f(x):\n    if x:\n        return g(x)\n';
  for (const same of [
    `\ufeff${plain}`,
    plain.replaceAll('\n', '\r\n'),
    plain.replaceAll('    ', '\t'),
    `# -*- coding: latin-1 -*-\n\f\n${plain}`,
  ])
    expect(bare(same)).toEqual(bare(plain));
});

test('[5:code-hostile] Deep nesting is cut and told, long chains are not deep', () => {
  const deep = lower(`x = ${'('.repeat(20_000)}y${')'.repeat(20_000)}\nz = 1\n`);
  expect(deep.notLookedAt.map(({ reason }) => reason)).toEqual(['too-deep']);
  const blocks = Array.from({ length: 400 }, (_, level) => `${' '.repeat(level)}if a:\n`).join('');
  expect(lower(`${blocks}${' '.repeat(400)}b()\n`).notLookedAt.map(({ reason }) => reason)).toEqual(['too-deep']);
  const chain = lower(`x = ${'a + '.repeat(20_000)}b or ${'c or '.repeat(20_000)}d\n`);
  expect(chain.notLookedAt).toEqual([]);
  const ladder = lower(`if a:\n  pass\n${'elif b:\n  pass\n'.repeat(5000)}`);
  expect(ladder.notLookedAt).toEqual([]);
  expect(lower(`x = [${'1,'.repeat(500_000)}]\n`).notLookedAt).toEqual([]);
});

test('[5:code-hostile] A file that takes too long is told as such', () => {
  const { ir, notLookedAt } = lowerPython({ path: 'a.py', text: 'x = 1\n'.repeat(20_000) }, parsers, performance.now());
  expect([ir, notLookedAt[0]!.reason]).toEqual([undefined, 'timed-out']);
});

const typesOf = ({ functions, texts }: ModuleIr): (string | undefined)[] =>
  functions[1]!.params.map(({ type }) => texts[type]);

/** Values without their places. */
const bare = (text: string): unknown => lower(text).ir!.functions.map(({ code }) => code.filter((_, at) => at % 6 < 4));

const cell = (source: string[] | string, cell_type = 'code'): object => ({ cell_type, source, metadata: {} });

const samples = [
  '@app.get("/")\nasync def f(a, b: int = 1, *c, **d) -> X:\n    async with a as (x, y):\n        return [z async for z in x if z]\n',
  'class A(B):\n    x: int = 3\n    def __init__(self): self.y = lambda q=1: f"{q!r:>{self.x}}{{" % (1, *b)\n',
  'match x:\n    case [1, {"a": b, **c}, *_] | C(d=e) as g if h: pass\n    case -1 | None: del a[b], c.d\n',
  'try:\n    x = y = yield z\nexcept* E as e: raise F from e\nelse: global t; t += 1\nfinally:\n    while a: break\n    else: import a.b, c as d\n',
];

test('[5:code-hostile] No change to a text makes lowering throw, or leave numbers that lead nowhere', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(6),
          fc.constantFrom('', '(', ']', '"', ':\n', ' ', '\n', '@', '*', '__proto__', 'async ', '\u0000', '\ud800'),
        ),
        {
          maxLength: 4,
        },
      ),
      (sample, edits) => {
        let text = sample;
        for (const [at, removed, put] of edits) {
          const cut = at % (text.length + 1);
          text = text.slice(0, cut) + put + text.slice(cut + removed);
        }
        const { ir } = lower(text);
        for (const { code, start, end } of ir!.functions) {
          const values = code.length / 6;
          expect(Number.isInteger(values) && start <= end && end <= text.length).toBe(true);
        }
        expect(printIr(ir!)).not.toContain('vundefined');
        expect(JSON.parse(JSON.stringify(ir))).toEqual(ir);
      },
    ),
    { numRuns: 300 },
  );
});
