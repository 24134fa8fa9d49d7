/**
 * Writes every generated file: registries, inlined migrations, API types, docs. `--check` writes nothing and fails when one
 * is stale. One generator per file in tools/generate/: `export const generator: Generator`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Generator {
  /** Path from the project's root. */
  readonly output: string;
  /** The whole text. Must be a function of files in the tree alone, in a fixed order. */
  generate(): string | Promise<string>;
}

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
const check = process.argv.includes('--check');

let stale = 0;
for (const generator of await loadGenerators()) {
  const text = await generator.generate();
  if (text === read(generator.output)) continue;
  stale += 1;
  if (check) {
    process.stdout.write(`${generator.output} is stale: run npm run generate\n`);
  } else {
    mkdirSync(dirname(generator.output), { recursive: true });
    writeFileSync(generator.output, text);
    process.stdout.write(`wrote ${generator.output}\n`);
  }
}
process.exitCode = check && stale > 0 ? 1 : 0;
// What was written may be what others are made from (the registry of operations, the API types), and is loaded already: once more.
if (!check && stale > 0)
  process.exitCode = spawnSync(process.execPath, [import.meta.filename], { stdio: 'inherit' }).status ?? 1;

async function loadGenerators(): Promise<Generator[]> {
  const files = readdirSync('tools/generate')
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort();
  const modules = await Promise.all(
    files.map(
      (file) => import(pathToFileURL(join(root, 'tools/generate', file)).href) as Promise<{ generator: Generator }>,
    ),
  );
  return modules.map(({ generator }) => generator);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
