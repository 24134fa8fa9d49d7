import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import type { DependencyFile, FileFacts } from '#ground/model';
import { parsePurl, type Purl, PurlError } from '#ground/packages';
import { type ReachabilityContext, type UsageFacts, usageAnalyzer } from '#observe/usage';

export interface InstalledPlaces {
  /** The project's folder. */
  readonly root: string;
  /** Go's module cache and its root, Cargo's sources; absent: where these tools keep them. */
  readonly goModules?: string;
  readonly goRoot?: string;
  readonly crates?: string;
}

/** Of one scan, together. What is beyond them is not looked into, and stays unknown. */
const limits = {
  files: 100_000,
  bytes: 512 * 1024 * 1024,
  fileBytes: 4 * 1024 * 1024,
  depth: 20,
  milliseconds: 30_000,
};

/**
 * The code of installed packages, read when somebody asks for it: of npm below node_modules, of Cargo in its registry, of Go in vendor,
 * the module cache and the standard library. Reads and never runs it, follows no link out of the project, and looks nothing up that is not on this machine.
 */
export function installedCode(places: InstalledPlaces): Required<Pick<ReachabilityContext, 'installed' | 'goPackage'>> {
  const reader = new CodeReader();
  const goModules = places.goModules ?? join(process.env['GOPATH'] ?? join(homedir(), 'go'), 'pkg', 'mod');
  const crates = places.crates ?? join(process.env['CARGO_HOME'] ?? join(homedir(), '.cargo'), 'registry', 'src');
  const goRoot = places.goRoot ?? process.env['GOROOT'] ?? '/usr/local/go';
  return {
    installed(file, position) {
      const listed = file.packages[position];
      const purl = listed === undefined ? undefined : parsePurl(listed.purl);
      if (listed === undefined || purl === undefined || purl instanceof PurlError) return undefined;
      if (purl.type === 'npm') {
        const place = listed.place ?? placeOf(reader, join(places.root, folderOf(file)), purl);
        return place === undefined || !isBelow(place)
          ? undefined
          : reader.folder(places.root, `${folderOf(file)}${place}`, 'deep');
      }
      const source = purl.type === 'cargo' ? sourceOf(reader, crates, purl) : undefined;
      return source === undefined ? undefined : reader.folder(crates, source, 'deep');
    },
    goPackage(file, importPath) {
      if (!isBelow(importPath)) return undefined;
      if (isStandard(importPath)) return reader.folder(join(goRoot, 'src'), importPath, 'flat');
      const vendored = reader.folder(places.root, `${folderOf(file)}vendor/${importPath}`, 'flat');
      if (vendored !== undefined) return vendored;
      const inCache = moduleFolder(file, importPath);
      return inCache === undefined ? undefined : reader.folder(goModules, inCache, 'flat');
    },
  };
}

function folderOf({ path }: DependencyFile): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Where a package lies whose lockfile does not say: Yarn puts it on top, if it is of this version; pnpm beside its peers. */
function placeOf(reader: CodeReader, project: string, { namespace, name, version }: Purl): string | undefined {
  const full = namespace === undefined ? name : `${namespace}/${name}`;
  if (version === undefined || !isBelow(full) || !isBelow(version)) return undefined;
  const top = `node_modules/${full}`;
  if (versionIn(join(project, top, 'package.json')) === version) return top;
  const stored = `${full.replace('/', '+')}@${version}`;
  const store = reader
    .names(join(project, 'node_modules', '.pnpm'))
    .find((folder) => folder === stored || folder.startsWith(`${stored}_`) || folder.startsWith(`${stored}(`));
  return store === undefined ? undefined : `node_modules/.pnpm/${store}/node_modules/${full}`;
}

function versionIn(manifest: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
    return typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  } catch {
    return undefined;
  }
}

function sourceOf(reader: CodeReader, crates: string, { name, version }: Purl): string | undefined {
  const folder = `${name}-${version}`;
  if (version === undefined || !isBelow(folder)) return undefined;
  const registry = reader.names(crates).find((one) => reader.names(join(crates, one)).includes(folder));
  return registry === undefined ? undefined : `${registry}/${folder}`;
}

/** Names come from files of the project: none may lead out of its place. */
function isBelow(path: string): boolean {
  return !path.includes('\\') && !path.includes('\0') && !path.startsWith('/') && !path.split('/').includes('..');
}

function isStandard(importPath: string): boolean {
  return !(importPath.split('/', 1)[0] ?? '').includes('.');
}

/** `module@version/folder` of the listed module with the longest path; the cache writes capital letters as `!` and the small one. */
function moduleFolder({ packages }: DependencyFile, importPath: string): string | undefined {
  let best: { path: string; version: string } | undefined;
  for (const { purl } of packages) {
    const parsed = parsePurl(purl);
    if (parsed instanceof PurlError || parsed.type !== 'golang' || parsed.version === undefined) continue;
    const path = parsed.namespace === undefined ? parsed.name : `${parsed.namespace}/${parsed.name}`;
    const isOf = importPath === path || importPath.startsWith(`${path}/`);
    if (isOf && (best === undefined || path.length > best.path.length)) best = { path, version: parsed.version };
  }
  if (best === undefined) return undefined;
  const escaped = `${best.path}@${best.version}`.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
  return `${escaped}${importPath.slice(best.path.length)}`;
}

class CodeReader {
  private readonly session = usageAnalyzer.open(new Map(), { projectKey: '' });
  private readonly known = new Map<string, readonly FileFacts<UsageFacts>[] | undefined>();
  private readonly listings = new Map<string, readonly string[]>();
  private readonly deadline = performance.now() + limits.milliseconds;
  private files = 0;
  private bytes = 0;

  /** Of what lies in a folder; none where there is none. */
  names(folder: string): readonly string[] {
    const known = this.listings.get(folder);
    if (known !== undefined) return known;
    let names: readonly string[] = [];
    try {
      names = readdirSync(folder);
    } catch {
      // Nothing is installed there.
    }
    this.listings.set(folder, names);
    return names;
  }

  /** Undefined: there is no such folder, or there is more than may be read. */
  folder(base: string, path: string, kind: 'flat' | 'deep'): readonly FileFacts<UsageFacts>[] | undefined {
    const full = join(base, path);
    if (!this.known.has(full)) this.known.set(full, this.read(base, full, kind));
    return this.known.get(full);
  }

  private read(base: string, folder: string, kind: 'flat' | 'deep'): readonly FileFacts<UsageFacts>[] | undefined {
    const facts: FileFacts<UsageFacts>[] = [];
    try {
      // A link on the way may lead anywhere: pnpm's lead to other folders of the same project.
      if (!realpathSync(folder).startsWith(realpathSync(base) + sep)) return undefined;
      return this.gather(folder, '', kind === 'flat' ? 0 : limits.depth, facts) ? facts : undefined;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return undefined;
      throw error;
    }
  }

  /** False: not everything could be read. */
  private gather(folder: string, inside: string, depth: number, facts: FileFacts<UsageFacts>[]): boolean {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) {
        const isOthers = entry.name === 'node_modules' || entry.name === '.git';
        if (depth > 0 && !isOthers && !this.gather(folder, path, depth - 1, facts)) return false;
      } else if (entry.isFile() && !this.extract(folder, path, facts)) return false;
    }
    return true;
  }

  private extract(folder: string, path: string, facts: FileFacts<UsageFacts>[]): boolean {
    const { size } = lstatSync(join(folder, path));
    if (path.endsWith('_test.go') || !usageAnalyzer.wants({ path, size })) return true;
    this.files += 1;
    this.bytes += size;
    const isTooMuch = this.files > limits.files || this.bytes > limits.bytes || size > limits.fileBytes;
    if (isTooMuch || performance.now() > this.deadline) return false;
    const bytes = readFileSync(join(folder, path));
    const found = this.session.extract({ path, size, bytes }, this.deadline);
    if (found.facts !== undefined) facts.push({ path, facts: found.facts });
    return found.notLookedAt === undefined;
  }
}
