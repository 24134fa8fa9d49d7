/**
 * Builds what a clone must build before it runs: one step per file in tools/build/, each skipped while its inputs are
 * what they were. A step is `export const step: BuildStep`.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface BuildStep {
  /** Shown while it runs: "building the web page". */
  readonly name: string;
  /** Steps run in rising order; steps that read others' outputs come later. */
  readonly order: number;
  /** Globs of the files on which the outputs depend. */
  readonly inputs: readonly string[];
  /** Files that must stand afterwards; one missing makes the step run again. */
  readonly outputs: readonly string[];
  run(): Promise<void>;
}

const root = resolve(import.meta.dirname, '..');
const stamps = join(root, '.cache/built');

/** Runs each step whose inputs changed. Steps that are up to date cost one `stat` per input. */
export async function build(): Promise<void> {
  process.chdir(root);
  mkdirSync(stamps, { recursive: true });
  const files = readdirSync('tools/build').filter((file) => file.endsWith('.ts'));
  const stale = files.filter((file) => !isFresh(file));
  const steps = await Promise.all(
    stale.map(async (file) => ({
      file,
      step: ((await import(pathToFileURL(join(root, 'tools/build', file)).href)) as { step: BuildStep }).step,
    })),
  );
  for (const { file, step } of steps.sort((a, b) => a.step.order - b.step.order)) {
    process.stderr.write(`${step.name} …\n`);
    await step.run();
    writeFileSync(
      stampOf(file),
      JSON.stringify({ inputs: step.inputs, outputs: step.outputs, digest: digestOf(file, step.inputs) }),
    );
  }
}

/** Reads the stamp alone, so that a build with nothing to do loads no step and none of its tools. */
function isFresh(file: string): boolean {
  try {
    const stamp = JSON.parse(readFileSync(stampOf(file), 'utf8')) as {
      inputs: string[];
      outputs: string[];
      digest: string;
    };
    for (const output of stamp.outputs) statSync(output);
    return stamp.digest === digestOf(file, stamp.inputs);
  } catch {
    return false;
  }
}

function digestOf(file: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  const all = [join('tools/build', file), 'package-lock.json', ...inputs.flatMap((input) => globSync(input))];
  for (const path of all.sort()) {
    const stat = statSync(path);
    if (stat.isFile()) hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function stampOf(file: string): string {
  return join(stamps, `${file}.json`);
}

if (import.meta.main) {
  try {
    await build();
  } catch (error) {
    // What is wrong is in a file that somebody is editing; where in the builder it was noticed helps nobody.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
