import type { DependencyFile } from '#ground/model';
import type { JsonNode } from '#ground/formats';
import {
  type Draft,
  type Edges,
  markDependsOn,
  markDirect,
  markScopes,
  type Request,
  type Scope,
} from '../../dependency-graph.ts';
import { streamJsonFile } from '../../json.ts';
import { Problems, quoted } from '../../problems.ts';
import { type DependencyReader, type ReadableFile, ReadFailure } from '../../reader.ts';
import { extraOf } from './local-packages.ts';
import { NestedNames } from './nested-names.ts';
import { isExactVersion, npmPurl, readSpecifier, sourceOf, splitDescriptor } from './specifier.ts';
import { fetchedBeside, tarballOf } from './tarball.ts';

/** bun.lock: JSON with trailing commas, packages by the path of names under which they are found. What Bun wrote before, in binary, is refused. */
export const reader: DependencyReader = {
  format: 'npm/bun-lock',
  wants: (_, name) => name === 'bun.lock' || name === 'bun.lockb',
  read: readBunLock,
};

const longestKey = 4096;

interface Workspace {
  readonly folder: string;
  readonly name: string;
  readonly node: JsonNode;
}

interface Entry {
  readonly key: string;
  readonly position: number;
  readonly needed: readonly string[];
  readonly peers: readonly string[];
  readonly optional: readonly string[];
}

const sections: readonly { readonly key: string; readonly scope?: Scope }[] = [
  { key: 'dependencies' },
  { key: 'optionalDependencies', scope: 'optional' },
  { key: 'peerDependencies', scope: 'peer' },
  { key: 'devDependencies', scope: 'dev' },
];

function readBunLock(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> {
  if (file.path.endsWith('b'))
    throw new ReadFailure(
      'unsupported',
      'A lockfile of Bun in binary is not read: bun install --save-text-lockfile writes it as text.',
    );
  const lock = new BunLock(deadline);
  const failure = streamJsonFile(file, { deadline, tolerant: true }, (json) =>
    json.members((key) => {
      if (key === 'lockfileVersion') lock.hasVersion = true;
      else if (key === 'workspaces') json.members((folder) => lock.addWorkspace(folder, json.value()));
      else if (key === 'packages') json.members((path, line) => lock.add(path, json.value(), line));
    }),
  );
  if (failure !== undefined) {
    if (lock.packages.length === 0) throw failure;
    lock.problems.add('malformed', failure.line ?? 1, `${failure.message} What stands before it was read.`);
  }
  if (!lock.hasVersion) throw new ReadFailure('malformed', 'It is no lockfile of Bun: it has no lockfileVersion.', 1);
  const { packages, problems, root } = lock;
  const { requests, edges } = lock.link();
  markDirect(packages, requests);
  markScopes(packages, requests, edges);
  markDependsOn(packages, edges);
  return {
    role: 'lockfile',
    ...(root === undefined ? {} : { root: { name: root } }),
    packages,
    ...problems.content,
    ...extraOf(lock.linked),
  };
}

class BunLock {
  readonly packages: Draft[] = [];
  readonly problems = new Problems();
  hasVersion = false;
  readonly #deadline: number;
  readonly #names = new NestedNames<number>(folderAround);
  readonly #folders = new Set<string>();
  /** Positions of what is fetched under the name of another package, by that one's. */
  readonly #fetched = new Map<number, number>();
  readonly #entries: Entry[] = [];
  readonly #workspaces: Workspace[] = [];

  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  get root(): string | undefined {
    const name = this.#workspaces.find(({ folder }) => folder === '')?.name;
    return name === '' ? undefined : name;
  }

  get linked(): readonly string[] {
    return [...this.#folders];
  }

  addWorkspace(folder: string, node: JsonNode): void {
    this.#workspaces.push({ folder, name: node.get('name')?.text ?? '', node });
  }

  /** `["name@1.0.0", "registry", {dependencies}, "integrity"]`; what is not from a registry has no second item. */
  add(key: string, node: JsonNode, line: number): void {
    const [name, written = ''] = splitDescriptor(node.items[0]?.text ?? '');
    if (name === '' || key.length > longestKey) return this.#leaveOut(key, line);
    const specifier = isExactVersion(written) ? undefined : readSpecifier(name, written);
    if (specifier?.kind === 'local') {
      this.#folders.add(key);
      return;
    }
    const version = specifier === undefined || 'range' in specifier ? written : undefined;
    const purl = npmPurl(name, version);
    if (purl === undefined) return this.#leaveOut(key, line);
    const info = node.items.find(({ kind }) => kind === 'object');
    const integrity = node.items.slice(1).find(({ text }) => text !== undefined && /^sha\d+-/.test(text))?.text;
    const source = specifier?.kind === 'remote' ? specifier.source : sourceOf(node.items[1]?.text);
    const [folder, inner] = [folderAround(key), nameOf(key)];
    if (this.#names.at(folder, inner) !== undefined)
      this.problems.add('duplicate', line, `${quoted(key)} stands here a second time: both were read.`, purl);
    const listed: Draft = {
      purl,
      line,
      ...(node.endLine > line ? { endLine: node.endLine } : {}),
      place: key,
      ...(integrity === undefined ? {} : { integrity }),
      ...(source === undefined ? {} : { source }),
    };
    const address = specifier?.kind === 'remote' ? specifier.source : node.items[1]?.text;
    const fetched = fetchedBeside(listed, { name, version }, tarballOf(address), this.problems);
    const position = this.packages.push(listed) - 1;
    this.#names.define(folder, inner, position);
    const names = (section: string) => [...(info?.get(section)?.members.keys() ?? [])];
    const optionalPeers = new Set(info?.get('optionalPeers')?.items.map(({ text }) => text));
    this.#entries.push({
      key,
      position,
      needed: names('dependencies'),
      peers: names('peerDependencies').filter((name) => !optionalPeers.has(name)),
      optional: [...names('optionalDependencies'), ...names('peerDependencies')],
    });
    if (fetched !== undefined) this.#fetched.set(position, this.packages.push(fetched) - 1);
  }

  #leaveOut(key: string, line: number): void {
    this.problems.add('malformed', line, `The entry ${quoted(key)} makes no sense, and was left out.`);
  }

  link(): { requests: Request[]; edges: Edges } {
    const edges = { needed: [] as number[][], optional: [] as number[][] };
    for (const { key, position, needed, peers, optional } of this.#entries) {
      if (position % 1024 === 0 && performance.now() > this.#deadline)
        throw new ReadFailure('timed-out', 'The time was up.');
      const found = (names: readonly string[]) => names.map((name) => this.#names.find(key, name) ?? name);
      const reached = found(needed);
      for (const name of reached)
        if (typeof name === 'string' && !this.#folders.has(name)) this.#missing(position, name);
      edges.needed[position] = [...reached, ...found(peers), this.#fetched.get(position)].filter(
        (to) => typeof to === 'number',
      );
      edges.optional[position] = found(optional).filter((to) => typeof to === 'number');
    }
    return { requests: this.#workspaces.flatMap((workspace) => this.#requestsOf(workspace)), edges };
  }

  #missing(position: number, name: string): void {
    const { line, purl } = this.packages[position]!;
    this.problems.add('unresolved', line, `It needs ${quoted(name)}, which the file does not list.`, purl);
  }

  #requestsOf({ folder, name, node }: Workspace): Request[] {
    return sections.flatMap(({ key, scope }) =>
      [...(node.get(key)?.members ?? [])].flatMap(([dependency, constraint]): Request[] => {
        const to = this.#names.find(folder === '' ? '' : name, dependency);
        if (to === undefined) return [];
        const specifier = readSpecifier(dependency, constraint.text ?? '');
        return [
          {
            to,
            workspace: folder === '' ? '.' : folder,
            ...(scope === undefined ? {} : { scope }),
            ...('range' in specifier ? { constraint: specifier.range } : {}),
            ...('source' in specifier ? { constraint: specifier.source } : {}),
          },
        ];
      }),
    );
  }
}

/** `a/@s/b/c` → `a/@s/b` → `a` → nothing. */
function folderAround(path: string): string {
  const cut = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  const scope = cut.slice(cut.lastIndexOf('/') + 1);
  return scope.startsWith('@') ? cut.slice(0, Math.max(cut.lastIndexOf('/'), 0)) : cut;
}

/** The last name of a key, with its scope. */
function nameOf(key: string): string {
  const around = folderAround(key);
  return around === '' ? key : key.slice(around.length + 1);
}
