import { satisfies } from '#ground/packages';
import type { EditKnowledge } from '../ecosystem.ts';
import { FixError } from '../error.ts';
import { VersionChoice } from '../resolve-many.ts';

/** A package of a lockfile whose tool puts several versions side by side (pnpm, Yarn). */
export interface Locked {
  readonly name: string;
  readonly version: string;
  /** False: a workspace, a link, a git revision: it stays as it is. */
  readonly isPublished: boolean;
  links: Link[];
}

/** What a package, or the project, asks for. */
export interface Link {
  /** Under which name: another than the package's own for an alias. */
  readonly as: string;
  readonly name: string;
  /** Without prefixes; empty: not known, so that it follows nowhere. */
  readonly range: string;
  readonly isOptional?: boolean;
  /** A key of the packages. */
  to: string;
}

export interface Relinked {
  /** Of the packages that were not there, by key `name@version`. */
  readonly fresh: ReadonlySet<string>;
  /** All that something still leads to. */
  readonly reached: ReadonlySet<string>;
}

const mostPackages = 100_000;

/**
 * Moves packages and lets everybody who asks for one follow where the range admits it; adds what the new versions ask for (the highest that is
 * there, else a new one); says what is still reached. `packages` is changed. `forced`: by name, whatever the range says. Throws FixError, RegistryError.
 */
export async function relink(
  packages: Map<string, Locked>,
  roots: readonly { readonly links: readonly Link[] }[],
  moves: ReadonlyMap<string, string>,
  forced: ReadonlySet<string>,
  knowledge: EditKnowledge,
): Promise<Relinked> {
  const installed = new Map<string, Set<string>>();
  for (const { name, version, isPublished } of packages.values())
    if (isPublished && !moves.has(keyOf(name, version)))
      installed.set(name, (installed.get(name) ?? new Set()).add(version));
  const choice = new VersionChoice(knowledge.registries.npm, knowledge, installed);
  const fresh = new Set<string>();
  // What is planned is there before anything is chosen.
  for (const [from, to] of moves) choice.add(from.slice(0, from.lastIndexOf('@')), to);

  /** `old`: the key of what it takes the place of, whose peers it keeps. */
  const build = async (name: string, version: string, old = ''): Promise<string> => {
    const peers = old.includes('(') ? old.slice(old.indexOf('(')) : '';
    const key = keyOf(name, version) + peers;
    const there = peers === '' ? keyFor(packages, name, version) : packages.has(key) ? key : undefined;
    if (there !== undefined) return there;
    if (packages.size > mostPackages)
      throw new FixError('not-resolved', 'these changes would bring in too many packages');
    await choice.published(name, version);
    const links: Link[] = [];
    packages.set(key, { name, version, isPublished: true, links });
    fresh.add(key);
    choice.add(name, version);
    for (const asked of await choice.asks(name, version)) {
      if (peers !== '' && asked.kind.endsWith('peer')) links.push(...peerBeside(packages, old, asked, moves));
      if (asked.kind !== 'runtime' && asked.kind !== 'optional') continue;
      const chosen = await choice.choose(asked.name, asked.constraint);
      const to = await build(asked.name, chosen);
      links.push({
        as: asked.as ?? asked.name,
        name: asked.name,
        range: asked.constraint,
        isOptional: asked.kind === 'optional',
        to,
      });
    }
    return key;
  };

  for (const [from, to] of moves) {
    const name = from.slice(0, from.lastIndexOf('@'));
    const olds = [...packages.keys()].filter((key) => key.startsWith(`${from}(`));
    for (const old of olds.length === 0 ? [''] : olds) await build(name, to, old);
  }
  for (const holder of [...packages.values(), ...roots])
    for (const link of holder.links) {
      const old = packages.get(link.to);
      const to = old === undefined ? undefined : moves.get(keyOf(old.name, old.version));
      if (old !== undefined && to !== undefined && (forced.has(link.name) || admits(link.range, to)))
        link.to = besideSame(packages, link.to, keyOf(old.name, to)) ?? keyFor(packages, old.name, to) ?? link.to;
      // What the manifest asks for anew.
      else if (link.to === '') link.to = await build(link.name, await choice.choose(link.name, link.range));
    }
  return { fresh, reached: reachedFrom(packages, roots) };
}

export function keyOf(name: string, version: string): string {
  return `${name}@${version}`;
}

/** pnpm's keys go on with the peers that a package was put beside. */
function keyFor(packages: ReadonlyMap<string, Locked>, name: string, version: string): string | undefined {
  const plain = keyOf(name, version);
  if (packages.has(plain)) return plain;
  for (const [key, locked] of packages) if (locked.name === name && locked.version === version) return key;
  return undefined;
}

/** The moved package beside the same peers. */
function besideSame(packages: ReadonlyMap<string, Locked>, old: string, plain: string): string | undefined {
  const key = old.includes('(') ? plain + old.slice(old.indexOf('(')) : plain;
  return packages.has(key) ? key : undefined;
}

/** What the old version was put beside, where the new one admits it; nothing for a peer that nobody brought. Throws FixError. */
function peerBeside(
  packages: ReadonlyMap<string, Locked>,
  old: string,
  { name, constraint }: { readonly name: string; readonly constraint: string },
  moves: ReadonlyMap<string, string>,
): Link[] {
  const link = packages.get(old)?.links.find(({ as }) => as === name);
  const peer = link === undefined ? undefined : packages.get(link.to);
  if (link === undefined || peer === undefined) return [];
  const version = moves.get(keyOf(peer.name, peer.version)) ?? peer.version;
  if (!admits(constraint, version))
    throw new FixError('not-resolved', `${old} asks for ${name} ${constraint} then, and ${version} is there`);
  return [{ ...link, range: constraint }];
}

function admits(range: string, version: string): boolean {
  return range !== '' && (range === '*' || satisfies('npm', version, range) === true);
}

function reachedFrom(
  packages: ReadonlyMap<string, Locked>,
  roots: readonly { readonly links: readonly Link[] }[],
): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue = roots.flatMap(({ links }) => links.map(({ to }) => to));
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const found = packages.get(key);
    if (found === undefined || reached.has(key)) continue;
    reached.add(key);
    for (const { to } of found.links) queue.push(to);
  }
  return reached;
}
