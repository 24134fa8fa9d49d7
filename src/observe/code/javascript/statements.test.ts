import { describe, expect, it } from 'vitest';
import { lowerJavaScript } from './lower.ts';
import { lowered, of, top } from './testing.ts';

describe('[5:front-javascript] statements', () => {
  it('knows in each branch what was tested', () => {
    const text = `function f(x) {
      if (typeof x !== 'string' || x.includes('..')) return null
      switch (x) { case 'a': use(x); break; default: other(x) }
      for (const part of x.split('/')) { if (!part) continue; use(part) }
      return x
    }`;
    expect(of(text, 1)).toMatchInlineSnapshot(`
      [
        "f1 f(x)",
        "v0 = param 0",
        "v1 = typeof v0",
        "v2 = v1 !== "string"",
        "v3 = v0 where v2 is false",
        "v4 = v3.includes",
        "v5 = call v4 on v3 ("..")",
        "v6 = v2 || v5",
        "return null",
        "v7 = v0 where v2 is false",
        "v8 = v7 where v5 is false",
        "v9 = v8 === "a"",
        "v10 = global use",
        "v11 = v8 where v9",
        "v12 = call v10 (v11)",
        "v13 = global other",
        "v14 = v8 where v9 is false",
        "v15 = call v13 (v14)",
        "v16 = v8.split",
        "v17 = call v16 on v8 ("/")",
        "v18 = element v17",
        "v19 = ! v18",
        "v20 = v18 where v18",
        "v21 = call v10 (v20)",
        "return v8",
      ]
    `);
  });

  it('follows variables through loops, labels and handlers', () => {
    const text = `async function f(list) {
      let found, n = 0
      outer: for (let i = 0; i < list.length; i++) {
        for await (const x of list[i]) { if (x.ok) { found = x; break outer } n += 1 }
      }
      try { found = risky(found) } catch ({ message }) { log(message, found) } finally { done(n) }
      do { n-- } while (n > 0)
      return found
    }`;
    expect(of(text, 1)).toMatchInlineSnapshot(`
      [
        "f1 f(list) async",
        "v0 = param 0",
        "v1 = phi 0, v2",
        "v3 = v0.length",
        "v4 = v1 < v3",
        "v5 = v0 where v4",
        "v6 = v1 where v4",
        "v7 = v5[v6]",
        "v8 = element v7",
        "v9 = await v8",
        "v10 = v9.ok",
        "v11 = phi 0, v12",
        "v12 = phi v11, v13",
        "v13 = v12 + 1",
        "v2 = v6 + 1",
        "v14 = v3 where v4 is false",
        "v15 = phi undefined, v9",
        "v16 = phi v11, v12",
        "v17 = global risky",
        "v18 = call v17 (v15)",
        "v19 = phi v15, v18",
        "v20 = caught",
        "v21 = v20.message",
        "v22 = global log",
        "v23 = call v22 (v21, v19)",
        "v24 = phi v18, v19",
        "v25 = global done",
        "v26 = call v25 (v16)",
        "v27 = phi v16, v28",
        "v28 = v27 - 1",
        "v29 = v28 > 0",
        "return v24",
      ]
    `);
  });

  it('leaves out what never runs', () => {
    expect(top('if (false) a(); while (true) { b(); if (c) process.exit(1); else break }; d()')).toMatchInlineSnapshot(`
      [
        "v0 = global b",
        "v1 = call v0 ()",
        "v2 = global c",
        "v3 = global process",
        "v4 = v3.exit",
        "v5 = call v4 on v3 (1)",
        "v6 = global d",
        "v7 = call v6 ()",
      ]
    `);
  });

  it('shares variables with inner functions', () => {
    const text = `export function outer(req) {
      let total = 0
      const id = parse(req.query.id)
      let name = req.query.name
      name = clean(name)
      if (!valid(id)) return
      items.forEach((item) => { total += item.price; use(id, name, total, inner) })
      function inner() { return id + total }
      return total
    }`;
    expect(lowered(text)).toMatchInlineSnapshot(`
      "f0 ()
        v0 = function f1 outer
        export outer := v0

      f1 outer(req)
        v0 = param 0
        v1 = function f2 outer.inner
        cell f1.0 := 0
        v4 = global parse
        v5 = v0.query
        v6 = v5.id
        v7 = call v4 (v6)
        v8 = v5.name
        cell f1.1 := v8
        v10 = global clean
        v11 = call v10 (v8)
        cell f1.1 := v11
        v13 = global valid
        v14 = call v13 (v7)
        v15 = ! v14
        return -
        v17 = global items
        v18 = v17.forEach
        v19 = v7 where v14
        v20 = function f3 outer.<anonymous>
        v21 = call v18 on v17 (v20)
        v22 = cell f1.0
        return v22

      f2 outer.inner()
        v0 = outer v7 of f1 outer
        v1 = cell f1.0
        v2 = v0 + v1
        return v2

      f3 outer.<anonymous>(item) arrow
        v0 = param 0
        v1 = cell f1.0
        v2 = v0.price
        v3 = v1 + v2
        cell f1.0 := v3
        v5 = global use
        v6 = outer v19 of f1 outer
        v7 = outer v11 of f1 outer
        v8 = outer v1 of f1 outer
        v9 = call v5 (v6, v7, v3, v8)
      "
    `);
  });
});

describe('[5:front-javascript] functions and classes', () => {
  it('lowers parameters, types, decorators and members', () => {
    const text = `import { Controller, Get, Query } from '@nestjs/common'
      import type { Request } from 'express'
      import * as users from './users'
      @Controller('cats')
      export class Cats extends Base<Cat> {
        static #count = 0
        private names: string[] = []
        constructor(private readonly service: users.Service, @Inject('x') x?: number) { super(x) }
        @Get(':id') async find(@Query('q') q: string, req: Request, { a, b } = {}, ...rest: any[]) { return super.find(q)?.x }
        get size() { return this.names.length }
        abstract other(): void
      }`;
    expect(lowered(text)).toMatchInlineSnapshot(`
      "f0 ()
        v0 = import Controller of @nestjs/common
        v1 = import Get of @nestjs/common
        v2 = import Query of @nestjs/common
        v4 = decorator call v0 ("cats")
        v5 = global Base
        v6 = class Cats extends v5 @4 { constructor constructor f1; method find f2; getter size f3; fields <fields> f4; static static-fields <static-fields> f5 }
        v8 = global Inject
        v9 = decorator call v8 ("x")
        v11 = decorator call v1 (":id")
        v13 = decorator call v2 ("q")
        export Cats := v6

      f1 Cats.constructor(service: ./users#Service, @9 ?x: number)
        v0 = param 0
        v1 = param 1
        v2 = this
        v2.service := v0
        v4 = super call v2 on v2 (v1)

      f2 Cats.find(@13 q: string, req: express#Request, ?_, ...rest) async @11
        v0 = param 0
        v1 = param 1
        v2 = param 2
        v3 = param 3
        v4 = {}
        v5 = phi v2, v4
        v6 = v5.a
        v7 = v5.b
        v8 = this
        v9 = v8.find
        v10 = super call v9 on v8 (v0)
        v11 = v10.x
        return v11

      f3 Cats.size()
        v0 = this
        v1 = v0.names
        v2 = v1.length
        return v2

      f4 Cats.<fields>()
        v0 = []
        v1 = this
        v1.names := v0

      f5 Cats.<static-fields>() static
        v1 = this
        v1.#count := 0
      "
    `);
  });

  it('names functions by what they are assigned to and what is around them', () => {
    const text = `const routes = { list: () => {}, async get() {} }; exports.post = function () {}; app.use(() => function inner() {}); Foo.prototype.bar = function () {}; export default () => 1`;
    const { ir } = lowerJavaScript({ path: 'a.js', text }, performance.now() + 10_000);
    expect(ir!.functions.map(({ symbol }) => ir!.texts[symbol])).toEqual([
      '',
      'list',
      'get',
      'post',
      '<anonymous>',
      '<anonymous>.inner',
      'bar',
      'default',
    ]);
  });
});
