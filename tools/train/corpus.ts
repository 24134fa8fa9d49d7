import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the pinned packages say of how code, words and values are written. The same on every platform, in a fixed order. */
export interface Corpus {
  /** Names, words and paths, each once. */
  readonly runs: readonly string[];
  /** English words of prose, in lower case, 4 to 9 letters, the commonest first. */
  readonly words: readonly string[];
  /** Text in quotes, without spaces, and where it stands. */
  readonly literals: readonly Literal[];
  /** Values that are assigned to names with a secret's word in them. None of them is a secret. */
  readonly assigned: readonly (Literal & { readonly name: string })[];
  /** Translated messages and labels, and their keys. */
  readonly labels: readonly { readonly key: string; readonly text: string }[];
}

export interface Literal {
  readonly value: string;
  readonly path: string;
}

/** JavaScript, types, documents and styles, no binaries: what npm unpacks alike everywhere. */
const trainedOn: readonly string[] = [
  '@fastify/{cookie,helmet,rate-limit,send,static}/**/*.{js,ts,md}',
  '@types/node/*.d.ts',
  '@mantine/core/lib/components/**/*.d.ts',
  '@mantine/core/styles.css',
  'acorn/dist/acorn.mjs',
  'ajv/lib/**/*.ts',
  'ajv/dist/ajv.min.js',
  'axe-core/{locales/*.json,axe.js}',
  'commander/**/*.{js,ts,md}',
  'enhanced-resolve/lib/**/*.js',
  'fastify/{lib,docs,test}/**/*.{js,ts,md}',
  'light-my-request/**/*.{js,ts,md}',
  'pg/lib/**/*.js',
  'postcss/lib/*.{js,ts}',
  'react-dom/cjs/react-dom-{client,server.node}.development.js',
  'react-dom/cjs/react-dom-client.production.js',
  'react-router/dist/development/*.d.ts',
  'semver/**/*.{js,md}',
  'yaml/dist/**/*.{js,ts}',
  'zod/v4/core/*.{js,ts}',
  'zod/src/v4/classic/tests/*.ts',
];
const heldOut: readonly string[] = [
  'fast-check/lib/**/*.d.ts',
  'knip/dist/**/*.js',
  'pino/**/*.{js,ts,md}',
  'tapable/**/*.{js,ts,md}',
  'undici-types/*.d.ts',
  'vitest/dist/chunks/*.js',
  'zod/src/v3/tests/*.ts',
  'zod/v4/locales/*.js',
];

export function readCorpus(part: 'trained-on' | 'held-out', root: string): Corpus {
  const folder = join(root, 'node_modules');
  const runs = new Set<string>();
  const words = new Map<string, number>();
  const literals = new Map<string, Literal>();
  const assigned = new Map<string, Literal & { name: string }>();
  const labels = new Map<string, { key: string; text: string }>();
  for (const path of filesOf(part === 'held-out' ? heldOut : trainedOn, folder)) {
    const text = readFileSync(join(folder, path), 'utf8').slice(0, 600_000);
    for (const [run] of text.matchAll(/[A-Za-z_$@./-][\w$@./-]{2,60}/g)) if (isWritten(run)) runs.add(run);
    for (const [, value = ''] of text.matchAll(/["'`]([^\s"'`\\]{4,100})["'`]/g))
      if (isWritten(value) && !literals.has(value)) literals.set(value, { value, path });
    for (const [, name = '', value = ''] of text.matchAll(assignment))
      assigned.set(`${name} ${value}`, { name, value, path });
    if (path.endsWith('.md') || path.endsWith('.d.ts'))
      for (const [word] of text.matchAll(/\b[a-z]{4,9}\b/g)) words.set(word, (words.get(word) ?? 0) + 1);
    if (/locales\//.test(path))
      for (const [, key = '', label = ''] of text.matchAll(/["']?([\w-]{3,40})["']?: ["'`]([^"'`\n]{3,80})["'`]/g))
        labels.set(label, { key, text: label });
  }
  return {
    runs: [...runs],
    words: [...words]
      .filter(([, count]) => count >= 3)
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .map(([word]) => word),
    literals: [...literals.values()],
    assigned: [...assigned.values()],
    labels: [...labels.values()],
  };
}

const assignment =
  /([A-Za-z_$][\w.$-]*(?:password|passwd|passphrase|secret|token|credential|(?:api|auth|access|private|session)[_.-]?key)[\w.$-]{0,30}|(?:password|secret|token)\w{0,20})["'`\])]{0,3}[ \t]{0,4}(?:=>|={1,3}|:|,|\()[ \t]{0,4}["'`]([^\s"'`\\]{4,100})["'`]/gi;

/** In order of bytes, whatever the file system says. */
function filesOf(globs: readonly string[], folder: string): string[] {
  const files = new Set(
    globs.flatMap((glob) => globSync(glob, { cwd: folder })).map((path) => path.replaceAll('\\', '/')),
  );
  return [...files]
    .filter((path) => !/\.map$|\/node_modules\//.test(path))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Not a digest, a piece of base64 or another run that nobody wrote. */
function isWritten(run: string): boolean {
  if (/[0-9a-f]{12,}|[0-9A-F]{12,}/.test(run)) return false;
  return run.length < 24 || !(/[0-9]/.test(run) && /[A-Z]/.test(run) && /[a-z]/.test(run));
}
