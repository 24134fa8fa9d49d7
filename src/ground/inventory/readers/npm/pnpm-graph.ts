import type { Draft, Edges, Request, Scope } from '../../dependency-graph.ts';
import { Problems, quoted } from '../../problems.ts';
import { withoutCredentials } from '../../source-url.ts';
import { npmPurl, readSpecifier, sourceOf } from './specifier.ts';
import { fetchedBeside, tarballOf } from './tarball.ts';

/** How a lockfile names its packages: `/name/1.0.0_peer`, `/name@1.0.0(peer)` or `name@1.0.0(peer)`. */
type Naming = 'slashes' | 'slash' | 'bare';

interface PackageBeingRead {
  readonly key: string;
  readonly line: number;
  name: string | undefined;
  version: string | undefined;
  source: string | undefined;
  tarball: string | undefined;
  isFolder: boolean;
  details: { integrity?: string; deprecated?: string; runsScripts?: true };
  readonly node: Node;
}

/** A key of `packages`, or of `snapshots` without its peers; perhaps mentioned before it stands in the file, or without ever standing there. */
interface Node {
  position: number;
  needed: Node[] | undefined;
  optional: Node[] | undefined;
}

interface Asked {
  readonly importer: string;
  readonly name: string;
  readonly node: Node;
  readonly scope: Scope | undefined;
}

const notListed = -1;

/** The packages of a pnpm lockfile, as its lines tell them. */
export class PnpmGraph {
  /** Names of folders of the project. */
  readonly linked = new Set<string>();
  readonly #packages: Draft[] = [];
  readonly #nodes = new Map<string, Node>();
  readonly #ofPosition: Node[] = [];
  readonly #asked: Asked[] = [];
  readonly #constraints = new Map<string, string>();
  readonly #problems = new Problems();
  #naming: Naming = 'bare';
  #reading: PackageBeingRead | undefined;

  setVersion(version: string, line: number): void {
    const major = Number.parseInt(version, 10);
    if (!(major >= 5 && major <= 9))
      this.#problems.add('unsupported', line, `Its lockfileVersion ${quoted(version)} is none of 5 to 9.`);
    if (major <= 5) this.#naming = 'slashes';
    else this.#naming = major < 9 ? 'slash' : 'bare';
  }

  /** A line that says something which the reader does not see. */
  refuse(line: number): void {
    this.#problems.add('unsupported', line, 'A form of YAML that is not read here: what it says may be missing.');
  }

  constrain(importer: string, name: string, constraint: string): void {
    this.#constraints.set(`${importer}\n${name}`, constraint);
  }

  request(importer: string, name: string, reference: string, scope: Scope | undefined): void {
    const key = this.#keyOf(name, reference);
    if (key === undefined) this.linked.add(name);
    else this.#asked.push({ importer, name, node: this.#node(key), scope });
  }

  begin(key: string, line: number, isDefinition: boolean): void {
    this.#end();
    const node = this.#node(key);
    if (isDefinition && node.position !== notListed) {
      const purl = this.#packages[node.position]?.purl;
      this.#problems.add('duplicate', line, `${quoted(key)} stands here a second time: both were read.`, purl);
      node.position = notListed;
    }
    this.#reading = {
      key,
      line,
      name: undefined,
      version: undefined,
      source: undefined,
      tarball: undefined,
      isFolder: false,
      details: {},
      node,
    };
  }

  depend(name: string, reference: string, isOptional: boolean): void {
    const key = this.#keyOf(name, reference);
    const from = this.#reading?.node;
    if (key === undefined || from === undefined) return;
    const to = this.#node(key);
    if (isOptional) (from.optional ??= []).push(to);
    else (from.needed ??= []).push(to);
  }

  resolve(field: string, value: string): void {
    const reading = this.#reading;
    if (reading === undefined) return;
    if (field === 'integrity' && /^sha\d+-/.test(value)) reading.details.integrity = value;
    else if (field === 'tarball') {
      reading.tarball = value;
      reading.source = sourceOf(value);
    } else if (field === 'repo') reading.source = withoutCredentials(value);
    else if (field === 'commit' && reading.source !== undefined) reading.source += `#${value}`;
    else if (field === 'directory') reading.isFolder = true;
  }

  say(field: string, value: string): void {
    const reading = this.#reading;
    if (reading === undefined) return;
    if (field === 'name') reading.name = value;
    else if (field === 'version') reading.version = value;
    else if (field === 'deprecated' && value !== 'false') reading.details.deprecated = value;
    else if (field === 'requiresBuild' && value === 'true') reading.details.runsScripts = true;
  }

  finish(): { packages: Draft[]; requests: Request[]; edges: Edges; problems: Problems } {
    this.#end();
    const edges: Edges = {
      needed: this.#ofPosition.map(({ needed }) => positionsOf(needed)),
      optional: this.#ofPosition.map(({ optional }) => positionsOf(optional)),
    };
    for (const [index, { needed }] of this.#ofPosition.entries()) {
      const listed = this.#packages[index];
      if (listed !== undefined && needed?.some(({ position }) => position === notListed))
        this.#problems.add('unresolved', listed.line, 'It needs a package that the file does not list.', listed.purl);
    }
    const requests = this.#asked.flatMap(({ importer, name, node, scope }) => {
      if (node.position === notListed) return [];
      const constraint = this.#constraints.get(`${importer}\n${name}`);
      return {
        to: node.position,
        workspace: importer,
        ...(scope === undefined ? {} : { scope }),
        ...(constraint === undefined ? {} : { constraint: rangeOf(name, constraint) }),
      };
    });
    return { packages: this.#packages, requests, edges, problems: this.#problems };
  }

  /** The node of a key. Since version 9 the same package with other peers is told under `snapshots` alone: it is one package here. */
  #node(key: string): Node {
    const known = this.#naming === 'bare' ? withoutPeers(key) : key;
    let node = this.#nodes.get(known);
    if (node === undefined) {
      node = { position: notListed, needed: undefined, optional: undefined };
      this.#nodes.set(known, node);
    }
    return node;
  }

  /** Which key a reference of a dependency means; undefined: a folder of the project. */
  #keyOf(name: string, reference: string): string | undefined {
    if (reference.startsWith('link:')) return undefined;
    if (this.#naming === 'bare') {
      if (reference.startsWith('@')) return reference;
      const at = reference.indexOf('@');
      const before = (end: number) => end === -1 || at < end;
      return at !== -1 && before(reference.indexOf(':')) && before(reference.indexOf('('))
        ? reference
        : `${name}@${reference}`;
    }
    if (reference.startsWith('file:') || withoutPeers(reference).includes('/')) return reference;
    return this.#naming === 'slashes' ? `/${name}/${reference}` : `/${name}@${reference}`;
  }

  #end(): void {
    const reading = this.#reading;
    this.#reading = undefined;
    if (reading === undefined || reading.node.position !== notListed) return;
    const { key, line, node, details } = reading;
    const read = readKey(key, this.#naming);
    const source = reading.source ?? read.source;
    // A folder of the project that is packed like others: not fetched from anywhere.
    if (reading.isFolder) return;
    const called = { name: reading.name ?? read.name, version: reading.version ?? read.version };
    const purl = npmPurl(called.name, called.version);
    if (purl === undefined) {
      this.#problems.add('malformed', line, `${quoted(key)} names no package, and was left out.`);
      return;
    }
    const listed: Draft = { purl, line, ...(source === undefined ? {} : { source }), ...details };
    const fetched = fetchedBeside(listed, called, tarballOf(reading.tarball ?? read.source), this.#problems);
    node.position = this.#packages.push(listed) - 1;
    this.#ofPosition.push(node);
    if (fetched === undefined) return;
    const beside: Node = { position: this.#packages.push(fetched) - 1, needed: undefined, optional: undefined };
    this.#ofPosition.push(beside);
    (node.needed ??= []).push(beside);
  }
}

function positionsOf(nodes: readonly Node[] | undefined): number[] | undefined {
  return nodes?.flatMap(({ position }) => (position === notListed ? [] : position));
}

function rangeOf(name: string, constraint: string): string {
  const specifier = readSpecifier(name, constraint);
  return 'range' in specifier ? specifier.range : withoutCredentials(constraint);
}

interface Key {
  readonly name: string;
  readonly version?: string;
  readonly source?: string;
}

function readKey(key: string, naming: Naming): Key {
  const plain = withoutPeers(key);
  if (naming === 'slashes') return readSlashed(plain);
  const start = plain.startsWith('/') ? 1 : 0;
  const at = plain.indexOf('@', start + 1);
  // Before version 9, what is not from the registry has its address for a key, and its name inside.
  if (at === -1 || (naming === 'slash' && start === 0)) {
    const inRegistry = naming === 'slash' && at !== -1 ? /\/((?:@[^/@]+\/)?[^/@]+)@([^/@]+)$/.exec(plain) : null;
    return inRegistry === null
      ? { name: '', source: withoutCredentials(plain) }
      : { name: inRegistry[1]!, version: inRegistry[2]! };
  }
  const name = plain.slice(start, at);
  const version = plain.slice(at + 1);
  return /^\d/.test(version) ? { name, version } : { name, source: withoutCredentials(version) };
}

/** `/name/1.0.0_peer@1`, `/@scope/name/1.0.0`, `registry.example.com/name/1.0.0`. */
function readSlashed(key: string): Key {
  const parts = key.split('/');
  const version = parts.pop()?.split('_')[0] ?? '';
  const last = parts.pop() ?? '';
  const scope = parts.at(-1)?.startsWith('@') ? parts.pop() : undefined;
  if (!/^\d+\.\d+\.\d+/.test(version)) return { name: '', source: withoutCredentials(key) };
  const registry = parts.filter((part) => part !== '').join('/');
  return {
    name: scope === undefined ? last : `${scope}/${last}`,
    version,
    ...(registry === '' || registry === 'registry.npmjs.org' ? {} : { source: registry }),
  };
}

/** `name@1.0.0(react@18.0.0(x@1))` → `name@1.0.0`. */
function withoutPeers(key: string): string {
  const end = key.indexOf('(');
  return end === -1 ? key : key.slice(0, end);
}
