/**
 * Every check that `npm test` runs, and the one last line: N passed, N failed, N skipped. Each check of the house (types, lint …)
 * counts as one. `npm test -- types unit` runs those alone.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Counts } from './reporter.ts';

interface Check {
  readonly name: string;
  readonly args: readonly string[];
}

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly seconds: string;
}

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const bin = (path: string, ...args: string[]) => [`node_modules/${path}`, ...args];
const checks: readonly Check[] = [
  { name: 'types', args: bin('typescript/bin/tsc', '-p', '.') },
  { name: 'types-web', args: bin('typescript/bin/tsc', '-p', 'web') },
  { name: 'types-vscode', args: bin('typescript/bin/tsc', '-p', 'editors/vscode') },
  { name: 'lint', args: bin('oxlint/bin/oxlint', '--type-aware', '--deny-warnings') },
  { name: 'format', args: bin('oxfmt/bin/oxfmt', '--check', '.') },
  { name: 'dead-code', args: bin('knip/bin/knip.js') },
  { name: 'import-law', args: ['tools/checks/import-law.ts'] },
  { name: 'generated', args: ['tools/generate.ts', '--check'] },
];

const asked = process.argv.slice(2);
const wanted = (name: string) => asked.length === 0 || asked.includes(name);

let passed = 0;
let failed = 0;
let skipped = 0;

for (const { check, outcome } of twoAtATime(checks.filter(({ name }) => wanted(name)))) {
  const { code, output, seconds } = await outcome;
  const mark = code === 0 ? 'ok  ' : 'FAIL';
  process.stdout.write(`${mark} ${check.name} (${seconds} s)\n`);
  if (code === 0) passed += 1;
  else {
    failed += 1;
    process.stdout.write(`${output}\n`);
  }
}

const projects = ['unit', 'integration', 'browser'].filter(wanted);
if (projects.length > 0) {
  rmSync('.cache/tests.json', { force: true });
  const hasChromium = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].some(
    (path) => path !== undefined && existsSync(path),
  );
  const runnable = projects.filter((project) => project !== 'browser' || hasChromium);
  if (projects.includes('browser') && !hasChromium) {
    process.stdout.write(
      'skipped: browser tests, because no Chromium is at CHROMIUM, /usr/bin/chromium or /usr/bin/google-chrome\n',
    );
    skipped += 1;
  }
  const { code } = await run(
    bin('vitest/vitest.mjs', 'run', ...runnable.flatMap((project) => ['--project', project])),
    true,
  );
  const counts = existsSync('.cache/tests.json')
    ? (JSON.parse(readFileSync('.cache/tests.json', 'utf8')) as Counts)
    : undefined;
  passed += counts?.passed ?? 0;
  skipped += counts?.skipped ?? 0;
  // A runner that died, or failed outside a test, must not end as "0 failed".
  failed += Math.max(counts?.failed ?? 0, code === 0 ? 0 : 1);
}

process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;

/** Begun in their order, and told in it. */
function twoAtATime(waiting: readonly Check[]): { check: Check; outcome: Promise<Outcome> }[] {
  const starts = waiting.map(() => Promise.withResolvers<void>());
  let begun = 0;
  const beginNext = (): void => starts[begun++]?.resolve();
  const all = waiting.map((check, at) => ({
    check,
    outcome: starts[at]!.promise.then(() => run(check.args)).finally(beginNext),
  }));
  beginNext();
  beginNext();
  return all;
}

async function run(args: readonly string[], live = false): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number>((done) => child.on('close', (status) => done(status ?? 1)));
  return { code, output, seconds: ((performance.now() - started) / 1000).toFixed(1) };
}
