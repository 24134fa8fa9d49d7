import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { BuildStep } from '../build.ts';

/** Whose facts depend on code alone, and on which: what a cache remembers of other code is not believed. */
const sources: Readonly<Record<string, string>> = {
  'dist/assets/dependencies.digest':
    'src/{ground/{formats,inventory,packages,sbom},observe/dependencies}/**/*.{ts,json,txt}',
  'dist/assets/code.digest': 'src/{ground/syntax,observe/code/{ir,javascript,modules,patterns,python}}/**/*.ts',
  'dist/assets/usage.digest': 'src/{ground/packages,observe/usage}/**/*.ts',
};

export const step: BuildStep = {
  name: 'naming the readers of dependencies and code',
  order: 12,
  inputs: Object.values(sources),
  outputs: Object.keys(sources),
  async run() {
    mkdirSync('dist/assets', { recursive: true });
    for (const [output, pattern] of Object.entries(sources)) writeFileSync(output, `${digestOf(pattern)}\n`);
    await Promise.resolve();
  },
};

function digestOf(pattern: string): string {
  const hash = createHash('sha256');
  const files = globSync(pattern).filter((path) => !/[.]test[.]ts$|\/testing[.]ts$/.test(path));
  for (const path of files.sort())
    hash
      .update(`${path.replaceAll('\\', '/')}\0`)
      .update(readFileSync(path))
      .update('\0');
  return hash.digest('hex');
}
