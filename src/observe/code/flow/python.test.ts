import { beforeAll, describe, expect, it } from 'vitest';
import { type Project, pythonProject } from './testing.ts';

let project: Project;
beforeAll(async () => {
  project = await pythonProject();
});

const flows = (text: string): string[] => project.flows(`import acme\n${text}`);

describe('[5:taint] Data from outside', () => {
  it('arrives through variables, texts, containers and functions', () => {
    expect(flows('x = acme.source()\nacme.run("ls " + x)')).toEqual(['command 3']);
    expect(flows('x = acme.source()\nacme.run(f"ls {x}")')).toEqual(['command 3']);
    expect(flows('x = [acme.source()]\nacme.run(" ".join(x))')).toEqual(['command 3']);
    expect(flows('x = {"a": acme.source(), "b": "ls"}\nacme.run(x["a"])')).toEqual(['command 3']);
    expect(flows('def f(a, b):\n  return a + "-" + b\nacme.run(f("x", b=acme.source()))')).toEqual(['command 4']);
    expect(
      flows('def f(*rest, **named):\n  acme.run(rest[0])\n  acme.query(named["q"])\nf(acme.source(), q=acme.source())'),
    ).toEqual(['command 3', 'sql 4']);
    expect(flows('xs = []\nxs.append(acme.source())\nfor x in xs:\n  acme.run(x)')).toEqual(['command 5']);
  });

  it('does not arrive from another member, call or way', () => {
    expect(flows('x = {"a": acme.source(), "b": "ls"}\nacme.run(x["b"])')).toEqual([]);
    expect(flows('def f(a):\n  return a\nf(acme.source())\nacme.run(f("ls"))')).toEqual([]);
    expect(flows('x = acme.source()\nx = "ls"\nacme.run(x)')).toEqual([]);
    expect(flows('def f(a, b):\n  acme.run(b)\nf(acme.source(), "ls")')).toEqual([]);
    expect(flows('acme.run(int(acme.source()))')).toEqual([]);
    expect(flows('acme.run(acme.quote(acme.source()))')).toEqual([]);
    expect(flows('acme.query(acme.quote(acme.source()))')).toEqual(['sql 2']);
  });

  it('follows classes, their fields, bases and methods', () => {
    const text = [
      'class Base:',
      '  def __init__(self, name):',
      '    self.name = name',
      '  def go(self):',
      '    acme.run(self.name)',
      'class Other(Base):',
      '  def start(self):',
      '    self.go()',
      'Other(acme.source()).start()',
    ].join('\n');
    expect(flows(text)).toEqual(['command 6']);
    expect(flows(text.replace('Other(acme.source())', 'Other("ls")'))).toEqual([]);
  });

  it('comes to functions that a library calls', () => {
    expect(flows('app = acme.App()\ndef f(r):\n  acme.run(r.query)\napp.on(f)')).toEqual(['command 4']);
    expect(flows('app = acme.App()\n@app.route("/")\ndef f(r):\n  return "<b>" + r.query')).toEqual(['html 5']);
    expect(
      flows(
        'class V(acme.View):\n  def get(self, r):\n    acme.run(r.query)\n  def other(self, r):\n    acme.run(r.query)',
      ),
    ).toEqual(['command 4']);
    expect(flows('acme.run(acme.run_later(lambda x: x, acme.source()))')).toEqual(['command 2']);
  });

  it('crosses files, and import cycles', () => {
    expect(
      project.flows({
        'a.py': 'from .b import load\nimport acme\ndef source():\n  return acme.source()\nacme.run(load())',
        'b.py': 'from . import a\nfrom .a import source\ndef load():\n  return source()',
        '__init__.py': '',
      }),
    ).toEqual(['command 5']);
  });

  it('shows the way step by step', () => {
    const [flow] = project
      .program({ 'main.py': 'import acme\ndef run(name):\n  acme.run("ls " + name)\nrun(acme.source())' })
      .solve(Infinity).flows;
    expect(flow!.trace.map(({ location, note }) => `${location.startLine} ${note}`)).toEqual([
      '4 comes from outside: what was asked',
      '2 comes in as name',
      '3 becomes part of a text',
      '3 arrives at run()',
    ]);
    expect(flow!.source).toMatchObject({ kind: 'remote', label: 'what was asked' });
  });
});

const guarded = (test: string, use = 'acme.run(x)'): string[] =>
  flows(`import re\nSAFE = {"a": 1, "b": 2}\nx = acme.source()\nif ${test}:\n  ${use}`);

const path = (text: string): string[] =>
  flows(`x = acme.source()\np = ${text}\nif p.startswith("/data/"):\n  acme.open(p)`);

describe('[5:guards] A test', () => {
  it('of membership, equality or type makes harmless', () => {
    expect(guarded('x in SAFE')).toEqual([]);
    expect(guarded('x in ("a", "b")')).toEqual([]);
    expect(guarded('x == "a"')).toEqual([]);
    expect(guarded('isinstance(x, int)')).toEqual([]);
    expect(guarded('x.isdigit()')).toEqual([]);
    expect(guarded('acme.is_safe(x)')).toEqual([]);
    expect(guarded('acme.is_safe(x)', 'acme.query(x)')).toEqual(['sql 6']);
  });

  it('of something else does not', () => {
    expect(guarded('x not in SAFE')).toEqual(['command 6']);
    expect(guarded('x != "a"')).toEqual(['command 6']);
    expect(guarded('len(x) < 9')).toEqual(['command 6']);
    expect(guarded('x in acme.args')).toEqual(['command 6']);
  });

  it('by a pattern counts if it is anchored and lets nothing through that breaks out', () => {
    expect(guarded('re.fullmatch(r"[a-z0-9]+", x)')).toEqual([]);
    expect(guarded('re.match(r"^[a-z0-9]+$", x)')).toEqual([]);
    expect(guarded('re.match(r"[a-z0-9]+", x)')).toEqual(['command 6']);
    expect(guarded('re.search(r"[a-z0-9]+", x)')).toEqual(['command 6']);
    expect(guarded('re.fullmatch(r"[^;]+", x)')).toEqual(['command 6']);
  });

  it('of a prefix counts for a path only once it is normalised', () => {
    expect(path('acme.resolve("/data/" + x)')).toEqual([]);
    expect(path('"/data/" + x')).toEqual(['path 5']);
  });

  it('of an origin counts for requests', () => {
    expect(flows('x = acme.source()\nacme.fetch("https://api.acme.org/" + x)')).toEqual([]);
    expect(flows('x = acme.source()\nacme.fetch("https://" + x)')).toEqual(['url 3']);
    expect(flows('x = acme.source()\nacme.fetch("https://api.acme.org" + x)')).toEqual(['url 3']);
  });
});

describe('Checks', () => {
  it('see constants through variables and defaults, and what is missing', () => {
    expect(project.checks('import acme\nname = "md5"\nacme.hash(name)')).toEqual(['weak-hash 3']);
    expect(project.checks('import acme\nacme.hash("sha256")')).toEqual([]);
    expect(project.checks('import acme\nacme.connect(verify=False, timeout=3)')).toEqual(['no-verify 2']);
    expect(project.checks('import acme\nacme.connect(verify=True)')).toEqual(['no-timeout 2']);
    expect(project.checks('import acme\ndef f(**more):\n  acme.connect(**more)')).toEqual([]);
  });
});

describe('[5:incremental] A changed file', () => {
  const files = {
    'a.py': 'import acme\nfrom .b import clean\nacme.run(clean(acme.source()))\n',
    'b.py': 'def clean(x):\n  return x\n',
    '__init__.py': '',
  };

  it('changes what depends on it, there and back', () => {
    const program = project.program(files);
    expect(program.solve(Infinity).flows).toHaveLength(1);
    program.put('b.py', project.lower('b.py', 'import acme\ndef clean(x):\n  return acme.quote(x)\n'));
    expect(program.solve(Infinity).flows).toEqual([]);
    program.put('b.py', project.lower('b.py', files['b.py']));
    expect(program.solve(Infinity).flows).toEqual(project.program(files).solve(Infinity).flows);
    program.put('b.py', undefined);
    expect(program.solve(Infinity).flows.length).toBeLessThanOrEqual(1);
  });

  it('takes back what it stored elsewhere', () => {
    const program = project.program({
      'state.py': 'class State:\n  pass\nstate = State()\n',
      'a.py': 'import acme\nfrom .state import state\ndef go():\n  acme.run(state.name)\n',
      'b.py': 'import acme\nfrom .state import state\nstate.name = acme.source()\n',
      '__init__.py': '',
    });
    expect(program.solve(Infinity).flows).toHaveLength(1);
    program.put('b.py', project.lower('b.py', 'from .state import state\nstate.name = "ls"\n'));
    expect(program.solve(Infinity).flows).toEqual([]);
  });
});

describe('[5:code-hostile] Hostile code', () => {
  it('with the names of built-in members is code like any other', () => {
    expect(
      flows(
        '__proto__ = {"constructor": acme.source(), "toString": "a"}\nacme.run(__proto__["constructor"])\nacme.run(__proto__["toString"])',
      ),
    ).toEqual(['command 3']);
  });

  it('ends: recursion, cycles of functions, and very many of them', () => {
    expect(flows('def f(x):\n  return g(x)\ndef g(x):\n  return f(x) or x\nacme.run(f(acme.source()))')).toEqual([
      'command 6',
    ]);
    const many = Array.from({ length: 3000 }, (_, nth) => `def f${nth}(x):\n  return f${(nth + 1) % 3000}(x)`).join(
      '\n',
    );
    expect(flows(`${many}\nacme.run(f0(acme.source()))`)).toEqual([]);
    const table = Array.from({ length: 3000 }, (_, nth) => `"k${nth}": ${nth}`).join(', ');
    expect(flows(`t = {${table}, "x": acme.source()}\nacme.run(t["x"])`)).toEqual(['command 3']);
  });

  it('is told as not looked at to the end when time is over', () => {
    const program = project.program({
      'main.py': Array.from({ length: 200 }, (_, nth) => `def f${nth}(x):\n  return x`).join('\n'),
    });
    expect(program.solve(0).gaps).toMatchObject([{ reason: 'timed-out' }]);
    expect(program.solve(Infinity).gaps).toEqual([]);
  });
});

const flowsOf = (annotation: string): string[] =>
  flows(
    `app = acme.App()\n@app.page("/a/<int:number>")\ndef f(number, x${annotation}):\n  acme.run(x)\n  acme.run(number)`,
  );

describe('[5:taint] What frameworks of Python give to functions', () => {
  it('comes from outside, unless its type, its default or the route says otherwise', () => {
    expect(flowsOf('')).toEqual(['command 5']);
    expect(flowsOf(': str')).toEqual(['command 5']);
    expect(flowsOf(': int')).toEqual([]);
    expect(flowsOf('=Depends(acme.now)')).toEqual([]);
    expect(
      flows(
        'from enum import Enum\napp = acme.App()\nclass E(str, Enum):\n  a = "a"\n@app.page("/")\ndef f(x: E):\n  acme.run(x)',
      ),
    ).toEqual([]);
  });

  it('is answered with a status, or joined to a folder', () => {
    expect(flows('app = acme.App()\n@app.route()\ndef f(request):\n  return request.query, 404')).toEqual(['html 5']);
    expect(flows('def f():\n  acme.open(acme.root / acme.source())')).toEqual(['path 3']);
  });
});

describe('[5:guards] Tests that Python writes', () => {
  const given = 'import re\nfrom urllib.parse import urlsplit\nx = acme.source()\n';

  it('hold for hosts in a list, compiled patterns and folders above', () => {
    expect(flows(`${given}if urlsplit(x).netloc in ("a.example", "b.example"):\n  acme.fetch(x)`)).toEqual([]);
    expect(flows(`${given}if urlsplit(x).netloc in x:\n  acme.fetch(x)`)).toEqual(['url 6']);
    expect(flows(`${given}p = acme.resolve(x)\nif ROOT in p.parents:\n  acme.open(p)`)).toEqual([]);
    expect(flows(`${given}p = acme.resolve(x)\nif os.path.commonpath(["/srv", p]) == "/srv":\n  acme.open(p)`)).toEqual(
      [],
    );
  });
});

describe('[5:taint] Calls that Python puts off', () => {
  it('take what the call that puts them off is given', () => {
    expect(flows('@acme.task\ndef work(x):\n  acme.run(x)\nwork.delay(acme.source())')).toEqual(['command 4']);
    expect(flows('@acme.task\ndef work(x):\n  acme.run(x)\nwork.apply_async((acme.source(),))')).toEqual(['command 4']);
    expect(flows('@acme.task\ndef work(x):\n  acme.run(x)\nwork.delay("ls")')).toEqual([]);
  });
});

const started = (list: string): string[] =>
  flows(`import subprocess\nBASE = ("ls", "-l")\nx = acme.source()\nacme.start(${list})`);

describe('[5:taint] Lists that programs are started with', () => {
  it('are judged by the item at its place', () => {
    expect(started('[x, "-l"]')).toEqual(['command 5']);
    expect(started('["ls", x]')).toEqual([]);
    expect(started('["ls", *[x, x]]')).toEqual([]);
    expect(started('[*BASE, x]')).toEqual([]);
    expect(started('[*x, "-l"]')).toEqual(['command 5']);
  });
});

describe('[5:weakness-crypto] Constants that are given the name of a secret', () => {
  it('are told where they look like one', () => {
    expect(project.checks('password = "hunter2-x9"')).toEqual(['hard-coded-credential 1']);
    expect(project.checks('class Settings:\n  api_token = "q8Zk-22mVx"')).toEqual(['hard-coded-credential 2']);
    expect(project.checks('connect(user="a", password="Tr0ub4dor")')).toEqual(['hard-coded-credential 1']);
  });

  it('are not told where they are words, names, paths or places for a secret', () => {
    for (const text of [
      'password',
      'new_password',
      '/run/secrets/db',
      '{{ password }}',
      'Your password',
      'auth.reset-token',
      '',
    ])
      expect(project.checks(`password = "${text}"`)).toEqual([]);
    expect(project.checks('title = "hunter2-x9"')).toEqual([]);
  });
});
