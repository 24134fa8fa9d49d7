import { beforeAll, describe, expect, it } from 'vitest';
import { type Project, pythonProject } from './testing.ts';

let project: Project;
beforeAll(async () => {
  project = await pythonProject();
});

const flows = (text: string): string[] => project.flows(`import acme\n${text}`);

/** What is left where an address was tested before it is fetched. */
const fetched = (test: string): string[] =>
  flows(
    `from urllib.parse import urlparse\nHOSTS = {"a.example"}\nx = acme.source()\nparts = urlparse(x)\nhost = parts.hostname or ""\nif not (${test}):\n  raise ValueError()\nacme.fetch(x)`,
  );

const opened = (test: string): string[] =>
  flows(`import os\nx = acme.source()\nif not (${test}):\n  raise ValueError()\nacme.open(x)`);

const ofField = (field: string): string[] =>
  flows(
    `from pydantic import BaseModel\nclass Body(BaseModel):\n  count: int\n  name: str\nx = Body(count=acme.source(), name=acme.source())\ndef f(b: Body):\n  acme.run(b.${field})\nf(x)`,
  );

const signed = (test: string): string[] =>
  flows(`import hmac\nx = acme.source()\nif not ${test}:\n  raise ValueError()\nacme.run(x)`);

const matched = (pattern: string, call = 'sys.exit(1)'): string[] =>
  flows(
    `import sys\nP = acme.compile(r"${pattern}")\ndef f():\n  x = acme.source()\n  if not P.fullmatch(x):\n    ${call}\n  acme.run(x)\nf()`,
  );

describe('[5:taint] [5:front-python] What Python adds', () => {
  it('is types that annotations name, and enumerations', () => {
    const view = 'import enum\napp = acme.App()\nclass Kind(str, enum.Enum):\n  a = "a"\n@app.route("/")\ndef f(r';
    expect(flows(`${view}):\n  return "<b>" + r.query`)).toEqual(['html 8']);
    expect(flows(`${view}: Kind):\n  return "<b>" + r.value`)).toEqual([]);
    expect(flows('def f(v: acme.View):\n  pass\ndef g(r: "acme.Request"):\n  acme.run(r.query)')).toEqual([]);
  });

  it('is context managers, and dependencies that yield', () => {
    const manager = 'from contextlib import contextmanager\n@contextmanager\ndef opened():\n  yield acme.source()\n';
    expect(flows(`${manager}with opened() as x:\n  acme.run(x)`)).toEqual(['command 7']);
    expect(flows('def f(x):\n  yield x\nacme.run(acme.run_later(f, acme.source()))')).toEqual(['command 4']);
  });

  it('is fields of models that are validated', () => {
    expect(ofField('name')).toEqual(['command 8']);
    expect(ofField('count')).toEqual([]);
  });

  it('is calls that raise where what they are given is not right', () => {
    const view = 'P = acme.compile(r"[a-z]+")\ndef require(v):\n  if P.fullmatch(v) is None:\n    raise ValueError()\n';
    expect(flows(`${view}x = acme.source()\nrequire(x)\nacme.run(x)`)).toEqual([]);
    expect(flows(`${view}x = acme.source()\nrequire("a")\nacme.run(x)`)).toEqual(['command 8']);
    const place = 'x = acme.resolve(acme.source())\ntry:\n  x.relative_to(ROOT)\nexcept ValueError:\n';
    expect(flows(`${place}  raise KeyError()\nacme.open(x)`)).toEqual([]);
    expect(flows(`${place}  pass\nacme.open(x)`)).toEqual(['path 7']);
  });

  it('is what folder a path is in once its links were followed', () => {
    expect(opened('os.path.commonpath([BASE, os.path.realpath(x)]) == BASE')).toEqual([]);
    expect(opened('os.path.dirname(x) == BASE')).toEqual([]);
    expect(opened('not os.path.relpath(x, BASE).startswith("..")')).toEqual([]);
    expect(opened('os.path.commonprefix([BASE, x]) == "/srv"')).toEqual(['path 6']);
  });

  it('is tests of a part of an address, and of a signature', () => {
    expect(fetched('parts.netloc in HOSTS')).toEqual([]);
    expect(fetched('host.lower() in HOSTS')).toEqual([]);
    expect(fetched('host == "a.example"')).toEqual([]);
    expect(fetched('parts.hostname.endswith(".a.example")')).toEqual([]);
    expect(fetched('parts.hostname.endswith("a.example")')).toEqual(['url 9']);
    expect(fetched('not parts.netloc')).toEqual([]);
    expect(fetched('parts.netloc')).toEqual(['url 9']);
    expect(fetched('parts.path in HOSTS')).toEqual(['url 9']);
    expect(signed('hmac.compare_digest(sign, hmac.new(key, x, "sha256").digest())')).toEqual([]);
    expect(signed('hmac.compare_digest(x, token)')).toEqual(['command 6']);
  });

  it('is patterns that were compiled, and calls that never come back', () => {
    expect(matched('[a-z]+')).toEqual([]);
    expect(matched('.*')).toEqual(['command 8']);
    expect(matched('[a-z]+', 'print(x)')).toEqual(['command 8']);
  });
});

describe('[5:taint] What calls that nobody knows give in Python', () => {
  it('is not what rows were looked for by, nor what a call is allowed by', () => {
    expect(flows('row = Row.objects.filter(x=1).get(name=acme.source())\nacme.run(row.name)')).toEqual([]);
    expect(flows('row = rows.lookup(name=acme.source())\nacme.run(row.name)')).toEqual(['command 3']);
    expect(flows('made = client(api_key=acme.source())\nacme.run(made.name)')).toEqual([]);
    expect(flows('made = client(key=acme.source())\nacme.run(made.name)')).toEqual(['command 3']);
  });

  it('is no object of a class of the project that carries what the call was given; what is in its fields it does', () => {
    const cart =
      'class Cart:\n  def __init__(self, name):\n    self.name = name\ndef buy(cart: Cart):\n  acme.run(cart.name)\n';
    expect(flows(`${cart}buy(cart_of(acme.source()))`)).toEqual([]);
    expect(flows(`${cart}buy(Cart(acme.source()))`)).toEqual(['command 6']);
    expect(flows(`${cart.replace('class Cart', 'class Cart(base.Form)')}buy(cart_of(acme.source()))`)).toEqual([
      'command 6',
    ]);
  });

  it('is a log with whole texts, but for lists and tables, which are shown on one line', () => {
    expect(flows('acme.log("x" + acme.source(), level="info")')).toEqual(['log 2']);
    expect(flows('acme.log({"x": acme.source()}, level="info")')).toEqual([]);
  });
});
