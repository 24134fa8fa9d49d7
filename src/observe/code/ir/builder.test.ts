import { describe, expect, it } from 'vitest';
import { ModuleBuilder } from './builder.ts';
import type { FunctionBuilder } from './function-builder.ts';
import { ConstKind } from './ir.ts';
import { printIr } from './print.ts';
import { spread, type Variable } from './variable.ts';

const once = { captured: false, reassigned: false, assignedInside: false, lastAssigned: 0 };
const many = { ...once, reassigned: true };

function lowered(fill: (top: FunctionBuilder, module: ModuleBuilder) => void): string {
  const module = new ModuleBuilder('javascript', 'a\nb\n');
  const top = module.open({ name: '', owner: undefined, start: 0, end: 4 });
  fill(top, module);
  return printIr(module.finish());
}

/** A variable that holds a parameter. */
function parameter(f: FunctionBuilder, name: string, use = once): Variable {
  const variable = f.variable(use);
  f.write(variable, f.param(f.addParam({ name }), 0, 1), 0, 1);
  return variable;
}

const read = (f: FunctionBuilder, variable: Variable): number => f.read(variable, 0, 1);
const text = (f: FunctionBuilder, value: string): number => f.const(value, ConstKind.text, 0, 1);
const use = (f: FunctionBuilder, ...args: number[]): number => f.call(f.global('use', 0, 1), -1, args, 0, 1);

/** `isOk(value)` */
const isOk = (f: FunctionBuilder, value: number): number => f.call(f.global('isOk', 0, 1), -1, [value], 0, 1);

describe('[5:intermediate-form] code is lowered to values', () => {
  it('gives one value to a path that is read twice, and another once somebody stores under that name', () => {
    const printed = lowered((f) => {
      const request = parameter(f, 'req');
      const other = parameter(f, 'other');
      const id = (): number => f.load(f.load(read(f, request), 'query', 0, 1), 'id', 0, 1);
      use(f, id(), id());
      f.store(read(f, other), 'id', text(f, 'x'), 0, 1);
      use(f, id(), f.load(read(f, other), 'id', 0, 1));
    });
    expect(printed).toMatchInlineSnapshot(`
      "f0 (req, other)
        v0 = param 0
        v1 = param 1
        v2 = v0.query
        v3 = v2.id
        v4 = global use
        v5 = call v4 (v3, v3)
        v1.id := "x"
        v8 = v2.id
        v9 = call v4 (v8, "x")
      "
    `);
  });

  it('guards what a test is about on each side, and nothing behind both', () => {
    const printed = lowered((f) => {
      const x = parameter(f, 'x');
      f.control.fork(f.unary('!', isOk(f, read(f, x)), 0, 1));
      use(f, read(f, x));
      f.control.otherwise();
      use(f, read(f, x));
      f.control.join();
      use(f, read(f, x));
    });
    expect(printed).toMatchInlineSnapshot(`
      "f0 (x)
        v0 = param 0
        v1 = global isOk
        v2 = call v1 (v0)
        v3 = ! v2
        v4 = v0 where v2 is false
        v5 = global use
        v6 = call v5 (v4)
        v7 = v0 where v2
        v8 = call v5 (v7)
        v9 = call v5 (v0)
      "
    `);
  });

  it('keeps what a test told behind a side that ends', () => {
    const printed = lowered((f) => {
      const x = parameter(f, 'x');
      f.control.fork(f.binary(read(f, x), '!==', text(f, 'a'), 0, 1));
      f.return(-1, 0, 1);
      expect(f.control.reachable).toBe(false);
      f.control.join();
      use(f, read(f, x));
    });
    expect(printed).toMatchInlineSnapshot(`
      "f0 (x)
        v0 = param 0
        v2 = v0 !== "a"
        return -
        v4 = v0 where v2 is false
        v5 = global use
        v6 = call v5 (v4)
      "
    `);
  });

  it('knows of what passed one of several tests that it did', () => {
    const printed = lowered((f) => {
      const x = parameter(f, 'x');
      const y = parameter(f, 'y');
      f.control.fork(isOk(f, read(f, x)));
      f.control.otherwise();
      f.control.fork(f.binary(read(f, x), '===', text(f, 'a'), 0, 1));
      f.control.otherwise();
      f.throw(text(f, 'bad'), 0, 1);
      f.control.join();
      f.control.join();
      use(f, read(f, x));
      const either = f.binary(isOk(f, read(f, y)), '||', f.binary(read(f, y), '===', text(f, 'b'), 0, 1), 0, 1);
      f.control.fork(either);
      use(f, read(f, y));
      f.control.join();
    });
    expect(printed).toMatchInlineSnapshot(`
      "f0 (x, y)
        v0 = param 0
        v1 = param 1
        v2 = global isOk
        v3 = call v2 (v0)
        v4 = v0 where v3 is false
        v6 = v4 === "a"
        throw "bad"
        v9 = v0 where v3
        v10 = v4 where v6
        v11 = phi v9, v10
        v12 = global use
        v13 = call v12 (v11)
        v14 = call v2 (v1)
        v16 = v1 === "b"
        v17 = v14 || v16
        v18 = v1 where v17
        v19 = call v12 (v18)
      "
    `);
  });

  it('joins a variable that one side replaces with the guarded value of the other', () => {
    const printed = lowered((f) => {
      const x = parameter(f, 'x', many);
      f.control.fork(f.unary('!', isOk(f, read(f, x)), 0, 1));
      f.write(x, text(f, 'default'), 0, 1);
      f.control.join();
      use(f, read(f, x));
    });
    expect(printed).toMatchInlineSnapshot(`
      "f0 (x)
        v0 = param 0
        v1 = global isOk
        v2 = call v1 (v0)
        v3 = ! v2
        v5 = v0 where v2
        v6 = phi "default", v5
        v7 = global use
        v8 = call v7 (v6)
      "
    `);
  });

  it('makes phis of loops for what is written in them alone', () => {
    const printed = lowered((f) => {
      const list = parameter(f, 'list', many);
      const out = f.variable(many);
      f.write(out, text(f, ''), 0, 1);
      const items = read(f, list);
      f.control.openLoop();
      f.control.leave();
      const item = f.element(items, 0, 1);
      f.control.fork(isOk(f, item));
      f.control.continue();
      f.control.join();
      f.write(out, f.binary(read(f, out), '+', item, 0, 1), 0, 1);
      use(f, read(f, list));
      f.control.nextRound();
      f.control.closeLoop();
      use(f, read(f, out), read(f, list));
    });
    expect(printed).toMatchInlineSnapshot(`
      "f0 (list)
        v0 = param 0
        v2 = element v0
        v3 = global isOk
        v4 = call v3 (v2)
        v5 = phi "", v10
        v6 = v5 + v2
        v7 = phi 
        v8 = global use
        v9 = call v8 (v0)
        v10 = phi v6, v5
        v11 = call v8 (v5, v0)
      "
    `);
  });

  it('tells the variables of an outer loop what an inner one did before it was left for its end', () => {
    const printed = lowered((f) => {
      const x = parameter(f, 'x', many);
      f.control.openLoop(['outer']);
      f.control.openLoop();
      f.control.fork(isOk(f, f.const('1', ConstKind.number, 0, 1)));
      f.control.break('outer');
      f.control.join();
      f.write(x, text(f, 'inner'), 0, 1);
      f.control.closeLoop();
      f.control.closeLoop();
      use(f, read(f, x));
    });
    expect(printed).toMatchInlineSnapshot(`
      "f0 (x)
        v0 = param 0
        v2 = global isOk
        v3 = call v2 (1)
        v5 = phi 
        v6 = phi v0, "inner"
        v7 = global use
        v8 = call v7 (v6)
      "
    `);
  });

  it('falls through the cases of a switch and knows in each which value it is', () => {
    const printed = lowered((f) => {
      const x = parameter(f, 'x');
      const same = (value: string): number => f.binary(read(f, x), '===', text(f, value), 0, 1);
      f.control.openSwitch();
      f.control.nextCase();
      f.control.enterCase(same('a'));
      f.control.nextCase();
      f.control.enterCase(same('b'));
      use(f, read(f, x));
      f.control.break();
      f.control.nextCase();
      f.control.enterCase(undefined);
      f.return(-1, 0, 1);
      f.control.closeSwitch();
      use(f, read(f, x));
    });
    expect(printed).toMatchInlineSnapshot(`
      "f0 (x)
        v0 = param 0
        v2 = v0 === "a"
        v3 = v0 where v2 is false
        v5 = v3 === "b"
        v6 = v3 where v5
        v7 = v0 where v2
        v8 = phi v6, v7
        v9 = global use
        v10 = call v9 (v8)
        return -
        v12 = call v9 (v8)
      "
    `);
  });

  it('hands to a handler what variables were before and behind the block, and what it throws', () => {
    const printed = lowered((f) => {
      const x = parameter(f, 'x', many);
      f.control.openTry();
      f.write(x, text(f, 'tried'), 0, 1);
      f.control.fork(isOk(f, read(f, x)));
      f.throw(text(f, 'error'), 0, 1);
      f.control.join();
      const thrown = f.control.openHandler();
      use(f, f.caught(thrown, 0, 0, 1), read(f, x));
      f.control.closeTry();
      use(f, read(f, x));
    });
    expect(printed).toMatchInlineSnapshot(`
      "f0 (x)
        v0 = param 0
        v2 = global isOk
        v3 = call v2 ("tried")
        throw "error"
        v6 = phi v0, "tried"
        v7 = caught "error"
        v8 = global use
        v9 = call v8 (v7, v6)
        v10 = phi "tried", v6
        v11 = call v8 (v10)
      "
    `);
  });

  it('gives inner functions the value of what is assigned once, with what is known of it, and cells for the rest', () => {
    const printed = lowered((top, module) => {
      const shared = { captured: true, reassigned: true, assignedInside: true, lastAssigned: 3 };
      const x = parameter(top, 'x', { ...once, captured: true });
      const later = top.variable({ ...once, captured: true });
      const count = top.variable(shared);
      top.write(count, text(top, '0'), 0, 1);
      top.control.fork(isOk(top, read(top, x)));
      const inner = module.open({ name: '<anonymous>', owner: top, start: 2, end: 3, flags: 8 });
      use(inner, read(inner, x), read(inner, later), read(inner, count));
      inner.write(count, text(inner, '1'), 2, 3);
      top.write(later, top.function(inner, 2, 3), 2, 3);
      top.control.join();
      use(top, read(top, count), spread(read(top, x)));
    });
    expect(printed).toMatchInlineSnapshot(`
      "f0 (x)
        v0 = param 0
        cell f0.0 := "0"
        v3 = global isOk
        v4 = call v3 (v0)
        v5 = v0 where v4
        v6 = function f1 <anonymous>
        v7 = cell f0.0
        v8 = global use
        v9 = call v8 (v7, ...v0)

      f1 <anonymous>() arrow
        v0 = outer v5 of f0 
        v1 = outer v6 of f0 
        v2 = cell f0.0
        v3 = global use
        v4 = call v3 (v0, v1, v2)
        cell f0.0 := "1"
      "
    `);
  });

  it('names functions and classes by what is around them', () => {
    const module = new ModuleBuilder('python', 'a\r\nb');
    const top = module.open({ name: '', owner: undefined, start: 0, end: 4 });
    const cart = module.class({ name: 'Cart', owner: top, bases: [], decorators: [], start: 0, end: 4 });
    const total = module.open({ name: 'total', owner: top, class: cart, start: 0, end: 4 });
    const inner = module.open({ name: '<anonymous>', owner: total, start: 0, end: 4 });
    module.member(cart, { name: 'total', function: total.id, kind: 'method', static: false });
    total.return(total.function(inner, 0, 4), 0, 4);
    expect(module.request('flask')).toBe(module.request('flask'));
    const ir = module.finish();
    expect(ir.functions.map(({ symbol }) => ir.texts[symbol])).toEqual(['', 'Cart.total', 'Cart.total.<anonymous>']);
    expect(ir.requests.map((request) => ir.texts[request])).toEqual(['flask']);
    expect(ir.lines).toEqual([0, 3]);
    expect(JSON.parse(JSON.stringify(ir))).toEqual(ir);
  });
});
