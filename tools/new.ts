/**
 * `npm run new KIND ID` writes a unit with its test and documentation, working as it stands, for its author to change. One
 * kind per file in tools/new/: `export const unit: Unit`. Writes nothing if any of its files exists.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Unit {
  readonly kind: string;
  /** One line for the list of kinds, with an example of an id. */
  readonly summary: string;
  readonly example: string;
  /** What an id of this kind looks like. */
  readonly id: RegExp;
  /** The files of a new unit: path from the project's root → text. */
  files(id: string): Readonly<Record<string, string>>;
  /** What its author does next, one step per line. */
  readonly next: readonly string[];
}

/** Thrown for a request that cannot be met; the message says what to do. */
export class NewUnitError extends Error {
  readonly code: 'usage' | 'exists';

  constructor(code: 'usage' | 'exists', message: string) {
    super(message);
    this.code = code;
  }
}

const root = resolve(import.meta.dirname, '..');

/** The files that `kind` and `id` ask for. Throws NewUnitError for an unknown kind or an id of the wrong form. */
export function plan(
  units: readonly Unit[],
  kind: string | undefined,
  id: string | undefined,
): { unit: Unit; files: Readonly<Record<string, string>> } {
  const unit = units.find((known) => known.kind === kind);
  if (unit === undefined || id === undefined) throw new NewUnitError('usage', usage(units));
  if (!unit.id.test(id))
    throw new NewUnitError('usage', `${id} is not the id of a ${unit.kind}; one looks like ${unit.example}`);
  return { unit, files: unit.files(id) };
}

function usage(units: readonly Unit[]): string {
  const lines = units.map(
    ({ kind, summary, example }) => `  npm run new ${kind.padEnd(10)} ${example.padEnd(28)} ${summary}`,
  );
  return `Say which kind of unit, and its id:\n${lines.join('\n')}`;
}

export async function loadUnits(): Promise<Unit[]> {
  const files = readdirSync(join(root, 'tools/new')).filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(
    files.sort().map((file) => import(pathToFileURL(join(root, 'tools/new', file)).href) as Promise<{ unit: Unit }>),
  );
  return modules.map(({ unit }) => unit);
}

function write(files: Readonly<Record<string, string>>): void {
  const standing = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (standing.length > 0) throw new NewUnitError('exists', `${standing.join(', ')} stands already; choose another id`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`wrote ${path}\n`);
  }
}

if (import.meta.main) {
  try {
    const [kind, id] = process.argv.slice(2);
    const { unit, files } = plan(await loadUnits(), kind, id);
    write(files);
    process.stdout.write(`\nNext:\n${unit.next.map((step, index) => `  ${index + 1}. ${step}`).join('\n')}\n`);
  } catch (error) {
    if (!(error instanceof NewUnitError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
