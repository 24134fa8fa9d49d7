import { expect, test } from 'vitest';
import type { ModuleIr } from '../ir/ir.ts';
import { lower, printed } from './testing.ts';

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

test('[5:front-python] Types are told without what stands around them', () => {
  const { ir } = lower(`
def f(a: Optional[Request], b: Request | None, c: "http.Request", d: Annotated[Item, Depends(item)], e: list[int], f: None | int = None): pass
`);
  expect(typesOf(ir!)).toEqual(['Request', 'Request', 'http.Request', 'Item', 'list', 'int']);
});

const typesOf = ({ functions, texts }: ModuleIr): (string | undefined)[] =>
  functions[1]!.params.map(({ type }) => texts[type]);
