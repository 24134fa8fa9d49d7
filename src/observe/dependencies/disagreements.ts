import type { Claim, DependencyFile, ListedPackage, RuleId } from '#ground/model';
import { satisfies, withoutVersion } from '#ground/packages';
import { nameOf, partsOf } from './names.ts';

/**
 * Where a manifest asks for what the lockfile that it goes with does not have. Only what is certain is claimed: a constraint that is not
 * understood, a path, or a git revision says nothing. `files`: all of a project's, or those of one change.
 */
export function disagreements(files: readonly DependencyFile[]): Claim[] {
  const locks = locksOf(files);
  return files
    .filter(({ role }) => role === 'manifest')
    .flatMap((manifest) => {
      const lock = lockOf(manifest, locks);
      return lock === undefined ? [] : lock.missing(manifest).map((one) => claimOf(manifest, lock.file, one));
    });
}

interface Missing {
  readonly asked: ListedPackage;
  /** Versions of it that the lockfile has. */
  readonly locked: readonly string[];
}

/** A lockfile, looked up by package. What costs a walk through its packages is done once, and when it is asked for. */
class Lock {
  readonly file: DependencyFile;
  readonly folder: string;
  private byPackage: ReadonlyMap<string, readonly string[]> | undefined;
  private listed: ReadonlySet<string> | undefined;
  private asking: ReadonlySet<string> | undefined;

  constructor(file: DependencyFile) {
    this.file = file;
    this.folder = folderOf(file.path);
  }

  /** Folders, relative to the lockfile's, that it says ask for packages. */
  get workspaces(): ReadonlySet<string> {
    return (this.asking ??= new Set(this.file.packages.flatMap(({ workspaces = [] }) => workspaces)));
  }

  /** The package, in any version. */
  has(purl: string): boolean {
    this.listed ??= new Set(this.file.packages.map((one) => named(one.purl)));
    return this.listed.has(named(purl));
  }

  private get versions(): ReadonlyMap<string, readonly string[]> {
    if (this.byPackage !== undefined) return this.byPackage;
    const versions = new Map<string, string[]>();
    for (const { purl } of this.file.packages) {
      const { version } = partsOf(purl);
      if (version === undefined) continue;
      const known = versions.get(withoutVersion(purl));
      if (known === undefined) versions.set(withoutVersion(purl), [version]);
      else known.push(version);
    }
    return (this.byPackage = versions);
  }

  /** What a manifest asks for and no version here satisfies. Nothing is said of a lockfile that could not be read whole. */
  missing(manifest: DependencyFile): Missing[] {
    if ((this.file.problems ?? []).length > 0 || this.file.packages.length === 0) return [];
    return manifest.packages.flatMap((asked) => {
      const { constraint, scope, purl, source, direct } = asked;
      // Not what nothing of the project loads: an override, the package manager itself.
      if (
        direct !== true ||
        constraint === undefined ||
        source !== undefined ||
        scope === 'peer' ||
        scope === 'optional' ||
        // pip-compile leaves out groups that are not asked for.
        (scope !== undefined && this.file.format === 'python/requirements')
      )
        return [];
      const locked = this.versions.get(withoutVersion(purl)) ?? [];
      const { type } = partsOf(purl);
      const fits = locked.map((version) => satisfies(type, version, constraint));
      if (fits.some((fit) => fit !== false)) return [];
      // A constraint that nobody understands would be satisfied by nothing.
      if (locked.length === 0 && satisfies(type, '1.0.0', constraint) === undefined) return [];
      return [{ asked, locked }];
    });
  }
}

/** What a manifest asks for and its lockfile has in no version. */
export interface NotLocked {
  readonly manifest: DependencyFile;
  readonly lockfile: DependencyFile;
  readonly packages: readonly ListedPackage[];
}

/**
 * A lockfile that was emptied, is stale, or was laid there for scanners to read, does not say what is installed: whatever a manifest asks for
 * beside it is not known. What lockfiles rightly leave out is not named: peers, what lies in the project itself, and what is asked for
 * only on some platforms or in groups that the tool was not asked to lock.
 */
export function notLocked(files: readonly DependencyFile[]): NotLocked[] {
  return lockedManifests(files).flatMap(({ manifest, locks, own }) => {
    const packages = left(manifest, locks, own).filter((asked) => isInEveryLock(asked, locks[0]!.file));
    return packages.length === 0 ? [] : [{ manifest, lockfile: locks[0]!.file, packages }];
  });
}

function isInEveryLock({ direct, scope, group }: ListedPackage, lockfile: DependencyFile): boolean {
  // pip-compile leaves out groups that are not asked for.
  if (lockfile.format === 'python/requirements' && (scope ?? group) !== undefined) return false;
  if (lockfile.format.startsWith('ruby/') && scope === 'optional') return false;
  return direct === true && scope !== 'peer';
}

/** Without version, qualifiers and path: a lockfile may tell more of where a package comes from than its manifest. */
function named(purl: string): string {
  return withoutVersion(purl).replace(/[?#].*$/s, '');
}

/** Manifests that ask for something and have no lockfile. `files`: all of a project's. */
export function unlocked(files: readonly DependencyFile[]): DependencyFile[] {
  const locks = locksOf(files);
  return files.filter((file) => file.role === 'manifest' && file.packages.length > 0 && !isLocked(file, locks));
}

/** All files, and of a manifest that has a lockfile only what that one does not have: the rest is installed as the lockfile says. */
export function withoutLocked(files: readonly DependencyFile[]): DependencyFile[] {
  const locked = new Map(lockedManifests(files).map((one) => [one.manifest, one]));
  return files.flatMap((file) => {
    const found = locked.get(file);
    if (found === undefined) return [file];
    const packages = left(file, found.locks, found.own);
    return packages.length === 0 ? [] : [{ ...file, packages }];
  });
}

interface LockedManifest {
  readonly manifest: DependencyFile;
  /** Those of its folder, or of the nearest one above that has any: at least one. */
  readonly locks: readonly Lock[];
  /** What the manifests that share the lockfile call themselves. */
  readonly own: ReadonlySet<string>;
}

function lockedManifests(files: readonly DependencyFile[]): LockedManifest[] {
  const locks = locksOf(files);
  const names = new Map<Lock, Set<string>>();
  return files.flatMap((manifest) => {
    const nearest = manifest.role === 'manifest' ? lockOf(manifest, locks) : undefined;
    if (nearest === undefined) return [];
    const own = names.get(nearest) ?? new Set();
    names.set(nearest, own);
    if (manifest.root !== undefined) own.add(manifest.root.name);
    const beside = locks.filter(
      (lock) => lock !== nearest && lock.folder === nearest.folder && goTogether(manifest, lock.file),
    );
    return [{ manifest, locks: [nearest, ...beside], own }];
  });
}

function left({ packages }: DependencyFile, locks: readonly Lock[], own: ReadonlySet<string>): ListedPackage[] {
  return packages.filter(
    ({ purl, source, constraint }) =>
      !isOfTheProject(source ?? constraint) && !own.has(nameOf(partsOf(purl))) && !locks.some((lock) => lock.has(purl)),
  );
}

/** A path, or a workspace. */
function isOfTheProject(source = ''): boolean {
  return /^(?:file:|link:|portal:|workspace:|path\b|\.|\/)/.test(source);
}

function isLocked(manifest: DependencyFile, locks: readonly Lock[]): boolean {
  return lockOf(manifest, locks) !== undefined;
}

function locksOf(files: readonly DependencyFile[]): Lock[] {
  return files.filter(({ role }) => role === 'lockfile').map((file) => new Lock(file));
}

/** The lockfile of the manifest's ecosystem in its folder, or in the nearest one above: a workspace's lies at the root. */
function lockOf(manifest: DependencyFile, locks: readonly Lock[]): Lock | undefined {
  // The catalog of a Gradle project stands in a folder of its own.
  const folder = folderOf(manifest.path).replace(manifest.format === 'gradle/catalog' ? /gradle\/$/ : /$^/, '');
  let nearest: Lock | undefined;
  for (const lock of locks) {
    if (!goTogether(manifest, lock.file) || !isWithin(folder, lock.folder)) continue;
    if (nearest === undefined || lock.folder.length > nearest.folder.length) nearest = lock;
  }
  if (nearest === undefined || nearest.folder === folder) return nearest;
  // A project of its own below another is no workspace of it unless the lockfile says so.
  const inside = folder.slice(nearest.folder.length).replace(/\/$/, '');
  return nearest.workspaces.has(inside) ? nearest : undefined;
}

/** Python has many tools, and one folder often files of several: those of one tool are not locked by another. */
const locksOfPython: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'python/pyproject',
    ['python/uv-lock', 'python/poetry-lock', 'python/pdm-lock', 'python/pylock', 'python/requirements'],
  ],
  ['python/pipfile', ['python/pipfile-lock']],
  ['python/conda-environment', ['python/conda-lock', 'python/conda-explicit']],
]);

function goTogether(manifest: DependencyFile, lock: DependencyFile): boolean {
  if (ecosystemOf(manifest) !== ecosystemOf(lock)) return false;
  if (ecosystemOf(manifest) !== 'python') return true;
  if (manifest.format !== 'python/requirements')
    return locksOfPython.get(manifest.format)?.includes(lock.format) === true;
  // pip-compile makes requirements.txt of requirements.in.
  return lock.format === manifest.format && lock.path === manifest.path.replace(/\.in$/, '.txt');
}

function ecosystemOf({ format }: DependencyFile): string {
  return format.slice(0, format.indexOf('/'));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function isWithin(folder: string, outer: string): boolean {
  return folder.startsWith(outer);
}

function claimOf(manifest: DependencyFile, lockfile: DependencyFile, { asked, locked }: Missing): Claim {
  const { purl, constraint = '', line, endLine = line } = asked;
  const called = nameOf(partsOf(purl));
  const has = locked.length === 0 ? 'does not have it' : `has ${[...new Set(locked)].slice(0, 3).join(', ')}`;
  return {
    rule: 'dependencies/manifest-disagrees' as RuleId, // a constant of the right form
    severity: 'medium',
    confidence: 'likely',
    locus: { kind: 'package', purl: withoutVersion(purl), manifest: manifest.path },
    location: { path: manifest.path, startLine: line, startColumn: 1, endLine, endColumn: 1 },
    message: `${manifest.path} asks for ${called} ${constraint}, and ${lockfile.path} ${has}`.slice(0, 1000),
    attributes: { package: called, constraint, lockfile: lockfile.path, purl },
  };
}
