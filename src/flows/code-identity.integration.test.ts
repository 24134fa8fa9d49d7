import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scanAndDecide } from './scan.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-identity-')));
beforeAll(() => {
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

/** A function with a weakness in it; `name` is its symbol, `local` a variable of its own. */
type Block = (name: string, local: string) => string;

const blocks: readonly Block[] = [
  (name, local) =>
    `app.get('/${name}', async function ${name}(req, res) {\n  const ${local} = req.query.name;\n  res.json((await pool.query(\`select * from ${name} where name = '\${${local}}'\`)).rows);\n});`,
  (name, local) =>
    `app.post('/${name}', function ${name}(req, res) {\n  const ${local} = req.body.file;\n  exec('convert ' + ${local} + ' out.png', () => res.end());\n});`,
  (name, local) =>
    `app.get('/${name}', function ${name}(req, res) {\n  const ${local} = 'Hello ' + req.query.who;\n  res.send('<b>' + ${local} + '</b>');\n});`,
  (name, local) =>
    `app.get('/${name}', function ${name}(req, res) {\n  const ${local} = req.query.to;\n  res.redirect(${local});\n});`,
  (name, local) =>
    `export function ${name}(text) {\n  const ${local} = createHash('md5');\n  return ${local}.update(text).digest('hex');\n}`,
  (name, local) =>
    `export async function ${name}(url) {\n  const ${local} = new Agent({ rejectUnauthorized: false });\n  return get(url, { agent: ${local} });\n}`,
];
const header = `import express from 'express';\nimport { exec } from 'node:child_process';\nimport { createHash } from 'node:crypto';\nimport { Agent, get } from 'node:https';\nimport pg from 'pg';\n\nconst app = express();\nconst pool = new pg.Pool();\n\n`;

interface File {
  readonly path: string;
  readonly blocks: readonly string[];
}

const original: readonly File[] = ['orders', 'customers', 'reports'].map((path, file) => ({
  path: `src/${path}.js`,
  blocks: blocks.map((block, at) => block(`${path}${at}`, `value${(at + file) % 3}`)),
}));

let runs = 0;

async function idsOf(files: readonly File[], baseline: { read?: string; write?: string }): Promise<string[]> {
  const root = join(home, `p${runs++}`);
  for (const { path, blocks: parts } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${header}${parts.join('\n\n')}\n`);
  }
  const report = await scanAndDecide({
    path: root,
    source: { kind: 'working-tree' },
    cache: false,
    threads: 0,
    ...(baseline.read !== undefined && { baseline: baseline.read }),
    ...(baseline.write !== undefined && { writeBaseline: baseline.write }),
  });
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  return report.findings
    .filter(({ rule }) => rule.startsWith('code/'))
    .map(({ id }) => id)
    .toSorted();
}

/** Other layout, same code: every blank and line break that does not matter is another one. */
function reformatted(block: string): string {
  return block
    .replaceAll(';\n', ' ;\n\n      ')
    .replaceAll('(req, res) {', '(\n  req,\n  res,\n)\n{')
    .replaceAll(' + ', '\n    + ');
}

const shuffled = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 });
const change = fc.oneof(
  fc.record({
    kind: fc.constant('rename' as const),
    file: fc.nat(2),
    to: fc.constantFrom('lib/a.js', 'src/deep/er/b.js', 'c.mjs'),
  }),
  fc.record({ kind: fc.constant('reorder' as const), file: fc.nat(2), order: shuffled }),
  fc.record({ kind: fc.constant('reformat' as const), file: fc.nat(2) }),
  fc.record({ kind: fc.constant('insert' as const), file: fc.nat(2), lines: fc.integer({ min: 1, max: 40 }) }),
);

test(
  'Moves, renames of files, other layout, insertions and reordering keep every id [5:code-identity]',
  { timeout: 60_000 },
  async () => {
    const baseline = join(home, 'baseline.json');
    const before = await idsOf(original, { write: baseline });
    expect(before.length).toBeGreaterThanOrEqual(blocks.length * original.length);
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const files = original.map((file) => ({ ...file }));
        for (const one of changes) {
          const file = files[one.file]!;
          const parts = file.blocks;
          if (one.kind === 'rename' && !files.some(({ path }) => path === one.to))
            files[one.file] = { ...file, path: one.to };
          if (one.kind === 'reorder')
            files[one.file] = { ...file, blocks: one.order.map((at) => parts[at] ?? '').concat(parts.slice(6)) };
          if (one.kind === 'reformat') files[one.file] = { ...file, blocks: parts.map(reformatted) };
          if (one.kind === 'insert')
            files[one.file] = {
              ...file,
              blocks: [`function added() {\n${'  // more\n'.repeat(one.lines)}}`, ...parts],
            };
        }
        expect(await idsOf(files, { read: baseline })).toEqual(before);
      }),
      { numRuns: 8 },
    );
  },
);

test(
  'Renaming functions and variables keeps at least 95 of 100 ids [5:code-identity]',
  { timeout: 60_000 },
  async () => {
    const baseline = join(home, 'baseline-names.json');
    const before = await idsOf(original, { write: baseline });
    const renamed = original.map(({ path, blocks: parts }) => ({
      path,
      blocks: parts.map((part) =>
        part.replaceAll(/\bvalue(\d)\b/g, 'renamed$1').replaceAll(/function (\w+?)(\d)\(/g, 'function other_$1$2('),
      ),
    }));
    const after = await idsOf(renamed, { read: baseline });
    const kept = after.filter((id) => before.includes(id)).length;
    expect(kept / before.length).toBeGreaterThanOrEqual(0.95);
    expect(after).toHaveLength(before.length);
  },
);
