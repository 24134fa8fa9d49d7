import { describe, expect, it } from 'vitest';
import { claimsOf, openCode } from './testing.ts';

const session = await openCode();

describe('[5:code-hostile] flows that are padded', () => {
  const fields = Array.from({ length: 60 }, (_, nth) => `this.f${nth} = "x";`).join(' ');
  it.each([
    [
      'an instance with many fields',
      `class A { set(v) { ${fields} this.c = v } get() { return this.c } } const a = new A(); a.set(q); exec(a.get())`,
    ],
    ['a list that is sorted', 'const a = ["x", q]; a.sort(); exec(a[0])'],
    ['a list that is copied within', 'const a = ["x", q]; a.copyWithin(0, 1); exec(a[0])'],
    ['a list into which something is put', 'const a = [u, "x"]; use(a); a.splice(i, 1, q); exec(a[0])'],
  ])('%s', (_, body) => {
    const text = `const { exec } = require('child_process');\nconst app = require('express')();\napp.get('/', (req, res) => {\n  const { q } = req.query;\n  ${body};\n});\n`;
    expect(claimsOf(session, { 'app.js': text }).map(({ rule }) => rule)).toContain('code/command-injection');
  });
});
