import { describe, expect, it } from 'vitest';
import { type ModuleIr, Op } from '../ir/ir.ts';
import { rewriteOperands } from '../ir/operands.ts';
import { lowerJavaScript } from './lower.ts';

const times = (part: string, count: number): string => part.repeat(count);
const soon = (): number => performance.now() + 5000;

/** Why which parts of a file were not looked at. */
function gaps(text: string, path = 'a.ts'): string[] {
  return lowerJavaScript({ path, text }, soon()).notLookedAt.map(({ reason, detail }) =>
    `${reason} ${detail ?? ''}`.trim(),
  );
}

const functionNames = (ir: ModuleIr | undefined): string[] =>
  (ir?.functions ?? []).map(({ symbol }) => ir!.texts[symbol]!);

describe('[5:syntax-errors] a syntax error loses the smallest part', () => {
  it.each([
    ['const a = 1;\nconst b = ;\nfunction f() {}\n', ['', 'f'], ['parse-failed line 2: Unexpected token']],
    [
      'class A {\n  ok() {}\n  bad( { return 2 }\n  fine() {}\n}\nf(() => 1)',
      ['', 'A.ok', 'A.fine', '<anonymous>'],
      [expect.stringMatching(/^parse-failed line 3: /)],
    ],
    [
      'const o = {\n a: () => 1,\n b: +,\n c: () => 2,\n}',
      ['', 'a', 'c'],
      [expect.stringMatching(/^parse-failed line 3: /)],
    ],
    [
      'f(() => {\n  a(\n})\n\ng(() => 1)\n\nh(() => 2 +* 3)\n\ni(() => 4)',
      ['', '<anonymous>', '<anonymous>'],
      [
        expect.stringMatching(/^parse-failed lines 1-3: /),
        expect.stringMatching(/^parse-failed line 3: /),
        expect.stringMatching(/^parse-failed line 7: /),
      ],
    ],
    [
      'function a() {}\n<<<<<<< HEAD\nfunction b() {}\n=======\nfunction c() {}\n>>>>>>> other\nfunction d() {}\n',
      ['', 'a', 'b', 'd'],
      ['parse-failed lines 4-6: the other side of a conflict that is not resolved'],
    ],
  ])('%j', (text, functions, expected) => {
    const { ir } = lowerJavaScript({ path: 'a.ts', text }, soon());
    expect(functionNames(ir)).toEqual(functions);
    expect(gaps(text)).toEqual(expected);
  });

  it('keeps the places of what stands behind it', () => {
    const text = '\u{1f600} = \n"é"; f(1)\nconst = 3\ng(2)\r\nh(3)';
    const { ir } = lowerJavaScript({ path: 'a.js', text }, soon());
    const calls = ir!.functions[0]!.code.flatMap((op, at, code) =>
      at % 6 === 0 && op === Op.Call ? [text.slice(code[at + 4], code[at + 5])] : [],
    );
    expect(calls).toContain('g(2)');
    expect(calls).toContain('h(3)');
  });

  it.each([
    [
      'a.js',
      '// @flow\nimport type { A } from "./a";\nexport default function f(x: ?string, y: number): void { use(x) }',
    ],
    ['a.js', '#!/usr/bin/env node\nreturn 5'],
    ['a.js', 'with (a) { b }; var c = 010'],
    ['a.js', '\ufeffconst x = <a>{b}</a>; await c'],
    ['a.cjs', 'await = 1'],
    ['a.ts', 'const x = <T,>(a: T) => <any>a; abstract class B { abstract c(): void }'],
    ['a.tsx', 'const x = <T,>(a: T) => <b>{a}</b>'],
    ['a.mts', 'export default await import("x")'],
    ['a.js', 'a\r\nb\r\n'],
    ['a.js', ''],
  ])('reads %s %j whole', (path, text) => {
    expect(gaps(text, path)).toEqual([]);
  });
});

describe('[5:code-hostile] hostile JavaScript', () => {
  const n = 20_000;

  it.each([
    ['brackets', `${times('[', n)}${times(']', n)}`],
    ['parentheses', `${times('(', n)}1${times(')', n)}`],
    ['objects', `x=${times('{a:', n)}1${times('}', n)}`],
    ['calls', `${times('f(', n)}${times(')', n)}`],
    ['functions', `${times('function f(){', n)}${times('}', n)}`],
    ['defaults', `((${times('a=(b=', n)}1${times(')', n)})=>1)`],
    ['arrows', `x=${times('a=>', n)}1`],
    ['conditions', `x=${times('a?b:', n)}c`],
    ['statements', `${times('if(x)', n)};`],
    ['templates', `${times('`${', n)}1${times('}`', n)}`],
    ['elements', `x=${times('<a>', n)}${times('</a>', n)}`],
    ['attributes', `x=${times('<a b=', n)}""${times('/>', n)}`],
    ['classes', `x=${times('class extends ', n)}a${times('{}', n)}`],
    ['words', `x=${times('new ', n)}a`],
    ['types', `type A=${times('{a:', n)}b${times('}', n)}`],
    ['generics', `type A=${times('B<', n)}c${times('>', n)}`],
    ['brackets behind a pattern', `if (x) /"/; ${times('[', n)}${times(']', n)}`],
    ['brackets behind the text of an element', `x=<a>don't</a>;${times('[', n)}${times(']', n)}`],
    ['brackets behind a division', `x = a / b; y = "/"; ${times('[', n)}${times(']', n)}`],
    ['operators without end', `x = 1${times(' + 1', 200_000)}`],
  ])('says that %s nest too deep, and goes on', (_, text) => {
    // With many lines, since few long ones would be taken for minified code.
    expect(gaps(text + times('\n', text.length / 50), 'a.jsx')).toEqual(['too-deep']);
  });

  it.each([
    ['a sum of 5,000 terms', `x = "a"${times(' + b', 5000)}`],
    ['a chain of 5,000 conditions', `f(a${times(' || b', 5000)})`],
    ['5,000 branches', `function f(x) { ${times('if (x === 1) { y = 2 } else ', 5000)} { z = 3 } return y }`],
    [
      'a switch of 5,000 cases',
      `function f(x) { let y; switch (x) { ${times('case 1: y = 2; break; ', 5000)} } return y }`,
    ],
    ['a chain of 5,000 calls', `a${times('.b()', 5000)}`],
    [
      '5,000 variables in a loop',
      `function f() { ${Array.from({ length: 5000 }, (_, at) => `let v${at} = ${at};`).join('')} while (x) { ${Array.from({ length: 5000 }, (_, at) => `v${at}++;`).join('')} } }`,
    ],
    ['20,000 statements without semicolons', times('a = b\nc = d ? e : f\n', 10_000)],
  ])('lowers %s', (_, text) => {
    const { ir, notLookedAt } = lowerJavaScript({ path: 'a.js', text: text + times('\n', text.length / 50) }, soon());
    expect(notLookedAt).toEqual([]);
    expectSound(ir!);
  });

  it('recognises what is generated, and expects not to look at it', () => {
    const minified = `!function(){${times('var a=function(b){return b+1};', 2000)}}();`;
    expect(lowerJavaScript({ path: 'dist/a.js', text: minified }, soon()).notLookedAt).toMatchObject([
      { reason: 'excluded', expected: true },
    ]);
    expect(lowerJavaScript({ path: 'src/a.js', text: minified }, soon()).notLookedAt).toMatchObject([
      { reason: 'excluded', expected: false },
    ]);
    expect(gaps(times('x', 5_000_000), 'a.js')).toHaveLength(1);
    expect(gaps(times('const a = 1;\n', 1000), 'a.js')).toEqual([]);
  });

  it.each(['src/pay.min.js', 'dist/pay.bundle.js', 'src/pay.chunk.js'])(
    'looks at %s, which is not what its name and a comment say',
    (path) => {
      const { ir, notLookedAt } = lowerJavaScript(
        { path, text: `// __webpack_require__\n${times('f(1);\n', 300)}` },
        soon(),
      );
      expect(notLookedAt).toEqual([]);
      expect(ir).toBeDefined();
    },
  );

  it.each([
    ['assertions', 'a.ts', `x=${times('<any>', 30_000)}a`],
    ['assertions of lists', 'a.ts', `x=${times('<A<B,C>>', 30_000)}a`],
    ['arrows with types', 'a.ts', `x=${times('<T,U>(a)=>', 8000)}a`],
    ['comparisons in conditions', 'a.ts', `x=${times('a?b>c>d:', 20_000)}e`],
    ['words of types', 'a.ts', `type A=${times('readonly ', 30_000)}a[]`],
    ['statements far from each other', 'a.ts', `${times(`if(a){}${times(' ', 50)}else `, 20_000)}a`],
    ['words behind blocks', 'a.ts', `x=${times('a?{}instanceof b:', 8000)}a`],
    ['comments of HTML', 'a.js', `x\n<!-- \`\n${times('[', 8000)}${times(']', 8000)}\n<!-- \``],
    ['a first line for the shell', 'a.js', `#!\`\n${times('[', 8000)}${times(']', 8000)}\n//\``],
    ['texts that go on', 'a.js', `x="\\\r\n";${times('[', 8000)}${times(']', 8000)}`],
    ['lines that end in other ways', 'a.js', `// \`\u2028${times('[', 8000)}${times(']', 8000)}// \``],
    ['imports without end', 'a.js', times('import "./a"\n', 20_000)],
    ['templates that are left open', 'a.js', times('`${', 8000)],
  ])('sees that %s nest too deep', (_, path, text) => {
    expect(gaps(text + times('\n', text.length / 50), path)).toEqual(['too-deep']);
  });

  it('ends when its time is over', () => {
    const text = times('function f(a) { if (a) { return g(a) } return h(a) }\n', 20_000);
    expect(lowerJavaScript({ path: 'a.js', text }, performance.now() - 1).notLookedAt).toMatchObject([
      { reason: 'timed-out' },
    ]);
  });

  it('takes names of objects for names', () => {
    const text =
      'const { __proto__, constructor: toString } = hasOwnProperty; ({ __proto__: 1, valueOf }); class __defineGetter__ { constructor() {} }; let prototype = isPrototypeOf';
    expect(gaps(text)).toEqual([]);
  });

  it('never throws, and makes values that are sound, whatever stands in a file', () => {
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    const tokens = sample.match(/\w+|\s+|[^\w\s]/g)!;
    for (let round = 0; round < 300; round++) {
      const mutated = [...tokens];
      for (let change = random(4); change >= 0; change--) {
        const at = random(mutated.length);
        const kind = random(3);
        if (kind === 0) mutated.splice(at, 1 + random(4));
        else if (kind === 1) mutated.splice(at, 0, tokens[random(tokens.length)]!);
        else mutated[at] = tokens[random(tokens.length)]!;
      }
      const { ir } = lowerJavaScript({ path: ['a.ts', 'a.js', 'a.tsx'][random(3)]!, text: mutated.join('') }, soon());
      if (ir !== undefined) expectSound(ir);
    }
  });
});

/** Operands are values that stand before, but for those of a `Phi`. */
function expectSound(ir: ModuleIr): void {
  for (const { code, pool } of ir.functions) {
    const count = code.length / 6;
    for (let value = 0; value < count; value++) {
      const one = code.slice(value * 6, value * 6 + 6);
      let last = -1;
      rewriteOperands(one, pool as number[], (operand) => {
        last = Math.max(last, operand);
        return operand;
      });
      if (last >= (one[0] === Op.Phi ? count : value))
        expect.fail(`value ${value} (opcode ${one[0]}) is made of ${last}`);
    }
  }
}

const sample = `import a, { b as c } from './x'; export * from 'y'
const { d, ...e } = require('z'), [f = 1] = d
export class G extends H { #i = 1; static j = { k() { return this.#i } }; constructor(l) { super(l) } get m() { return super.m } async *n(o) { yield* o; await this.#i } }
function p(q, ...r) { let s = 0; outer: for (const t of r) { switch (t) { case 1: continue outer; case 'u': s += t; break outer; default: s ||= q?.[t] } }
  try { if (s > 1 && !q) throw new Error(\`\${s} bad\`); while (s--) { do { s = s ? q : r } while (0) } } catch ({ v }) { return v } finally { s = null } for (w in q) delete q[w]; return () => (s = 1, arguments, s) }
module.exports = { p, get x() { return typeof a }, [c]: <any>e, y: (z as string)!.length, async z() { for await (let i of p) label: { break label } } }
enum A1 { B, C = 2 } namespace N { export const x = 1 } if (a) b(); else if (c) d(); else e()`;

const grown = (part: (nth: number) => string): string => Array.from({ length: 9 }, (_, nth) => part(nth)).join('');

describe('[5:code-hostile] lists and tables that grow without bound', () => {
  it.each([
    ['spread', grown((nth) => `const a${nth + 1} = [${`...a${nth},`.repeat(20)}];`)],
    ['joined', grown((nth) => `const a${nth + 1} = a${nth}.concat(${`a${nth},`.repeat(20)});`)],
  ])('%s', (_, text) => {
    const start = performance.now();
    expect(gaps(`function f(x) { const a0 = [x, 2, 3, 4, 5, 6, 7, 8]; ${text} return a9[0]; }`)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
