import type { DependencyFile } from '#ground/model';
import type { Ecosystem, EditKnowledge, FileEdit, Project } from '../ecosystem.ts';
import { FixError } from '../error.ts';
import type { Change, Graph } from '../model.ts';
import { editManifest, memberOf } from '../npm/manifest.ts';
import { manifestsBeside, workspaceGraph } from '../node/project.ts';
import { keyOf, type Link, type Locked, relink } from '../node/relink.ts';
import { packageLines, referenceTo, snapshotLines } from './entry-text.ts';
import {
  keyOfReference,
  partsOfKey,
  type PnpmLock,
  readPnpmLock,
  referencesIn,
  requestsIn,
  writePnpmLock,
  yamlKey,
  yamlText,
} from './lock-text.ts';
import { readPnpmLock6, writePnpmLock6 } from './lock-text-6.ts';

/** pnpm 8 to 10: pnpm-lock.yaml, package.json and its pnpm.overrides. */
export const pnpm: Ecosystem = {
  tool: 'pnpm',
  formats: ['npm/pnpm-lock'],
  afterwards: 'pnpm install --frozen-lockfile',
  graph: (lock: DependencyFile, project: Project): Graph | undefined =>
    workspaceGraph(lock, project, ['pnpm', 'overrides']),
  edit,
};

async function edit(
  graph: Graph,
  changes: readonly Change[],
  project: Project,
  knowledge: EditKnowledge,
): Promise<readonly FileEdit[]> {
  const text = project.text(graph.lockfile) ?? '';
  const lock = /^lockfileVersion: '?6\./m.test(text) ? readPnpmLock6(text) : readPnpmLock(text);
  if (lock === undefined)
    throw new FixError(
      'not-editable',
      `${graph.lockfile} is of a form that is not written here (those of 6 and 9 are)`,
      {
        remedy: 'let a newer pnpm write it anew: pnpm install --lockfile-only',
      },
    );
  const manifests = manifestsBeside(graph.lockfile, project).map(
    (path) =>
      [
        path,
        editManifest(path, project.text(path) ?? '', changes, ({ name, under }) => [
          'pnpm',
          'overrides',
          under === undefined ? name : `${under}>${name}`,
        ]),
      ] as const,
  );
  const written = await editLock(lock, changes, knowledge);
  return [...manifests, [graph.lockfile, written] as const]
    .filter(([path, next]) => next !== project.text(path))
    .map(([path, next]) => ({ path, text: next }));
}

async function editLock(lock: PnpmLock, changes: readonly Change[], knowledge: EditKnowledge): Promise<string> {
  const moves = new Map(
    changes.flatMap((change) => ('to' in change ? [[keyOf(change.name, change.from), change.to] as const] : [])),
  );
  const forced = new Set(changes.flatMap((change) => (change.kind === 'override' ? [change.name] : [])));
  const packages = await readPackages(lock, knowledge);
  const importers = [...lock.importers];
  const roots: { links: Link[] } = { links: [] };
  const requests = requestsIn(importers).flatMap((request) => {
    const ask = changes.find(
      (change) =>
        change.kind === 'ask' &&
        (change.as ?? change.name) === request.as &&
        request.specifier.endsWith(change.fromConstraint),
    );
    const specifier =
      ask?.kind === 'ask'
        ? request.specifier.slice(0, request.specifier.length - ask.fromConstraint.length) + ask.toConstraint
        : request.specifier;
    const to = keyOfReference(request.as, request.value);
    if (to === undefined) return [];
    const link: Link = {
      as: request.as,
      name: partsOfKey(to).name,
      range: specifier.replace(/^npm:(?:@[^/@]+\/)?[^@]+@/, ''),
      to,
    };
    roots.links.push(link);
    return [{ request, link, specifier }];
  });
  for (const [from, to] of moves) await keepPeers(packages, from, to, knowledge);
  const before = new Map([...packages].map(([key, { links }]) => [key, links.map(({ to }) => to)]));
  const { fresh, reached } = await relink(packages, [roots], moves, forced, knowledge);

  for (const { request, link, specifier } of requests) {
    importers[request.specifierAt] = `        specifier: ${yamlText(specifier)}`;
    importers[request.valueAt] = `        version: ${yamlText(referenceTo(link.as, link.to))}`;
  }
  const snapshots = new Map<string, readonly string[]>();
  const blocks = new Map<string, readonly string[]>();
  for (const key of reached) {
    const locked = packages.get(key);
    if (locked === undefined) continue;
    const { name, version } = partsOfKey(key);
    const plain = keyOf(name, version);
    const block = lock.packages.get(plain) ?? (await freshBlock(plain, key, locked, knowledge, lock.version));
    blocks.set(plain, block);
    const old = lock.snapshots.get(key);
    snapshots.set(key, old !== undefined && !fresh.has(key) ? relinked(old, locked, before.get(key) ?? []) : []);
  }
  for (const key of reached) {
    const locked = packages.get(key);
    if (locked !== undefined && snapshots.get(key)?.length === 0)
      snapshots.set(key, snapshotLines(key, locked, openPeers(key, packages, blocks, snapshots)));
  }
  const head = withOverrides(lock.head, changes);
  const write = lock.version === 6 ? writePnpmLock6 : writePnpmLock;
  const written = write({ ...lock, head, importers, packages: blocks, snapshots });
  return withPeers(written, moves);
}

async function readPackages(lock: PnpmLock, { registries }: EditKnowledge): Promise<Map<string, Locked>> {
  const packages = new Map<string, Locked>();
  for (const [key, lines] of lock.snapshots) {
    const { name, version } = partsOfKey(key);
    const isPublished = /^\d/.test(version);
    const asks = isPublished ? await registries.npm.dependencies(name, version).catch(() => undefined) : undefined;
    const ranges = new Map(asks?.map((asked) => [asked.as ?? asked.name, asked.constraint]));
    packages.set(key, {
      name,
      version,
      isPublished,
      links: referencesIn(lines).flatMap(({ as, value, isOptional }): Link[] => {
        const to = keyOfReference(as, value);
        return to === undefined ? [] : [{ as, name: partsOfKey(to).name, range: ranges.get(as) ?? '', isOptional, to }];
      }),
    });
  }
  return packages;
}

/**
 * A package that was put beside peers moves with them, as long as the new version asks for the same and what it brings in is put beside none.
 * Throws FixError.
 */
async function keepPeers(
  packages: Map<string, Locked>,
  from: string,
  to: string,
  { registries }: EditKnowledge,
): Promise<void> {
  const name = from.slice(0, from.lastIndexOf('@'));
  const peersOf = async (version: string, ...kinds: readonly string[]): Promise<string[]> =>
    ((await registries.npm.dependencies(name, version)) ?? [])
      .filter(({ kind }) => kinds.includes(kind))
      .map((each) => each.name)
      .toSorted();
  const old = from.slice(from.lastIndexOf('@') + 1);
  const peered = [...packages.keys()].filter((key) => key.startsWith(`${from}(`));
  // Whoever stands beside none stays so, unless somebody has to be there.
  const kinds = peered.length === 0 ? ['peer'] : ['peer', 'optional-peer'];
  const [before, after] = await Promise.all([peersOf(old, ...kinds), peersOf(to, ...kinds)]);
  const isSame = after.join(' ') === before.join(' ') || (peered.length === 0 && after.length === 0);
  // Other names come from below: what a dependency was put beside.
  const isOwn = peered.every((key) => peersIn(partsOfKey(key).peers).every((peer) => after.includes(peer)));
  if (!isSame || !isOwn)
    throw new FixError('not-editable', `${name} is put beside peers, which only pnpm itself resolves`, {
      remedy: `pnpm update ${name}@${to}`,
    });
}

/** Names in `(react@18.2.0)(@types/node@20.1.0(x@1.0.0))`: the outer ones. */
function peersIn(suffix: string): string[] {
  const found: string[] = [];
  let depth = 0;
  for (let at = 0; at < suffix.length; at += 1) {
    if (suffix[at] === ')') depth -= 1;
    if (suffix[at] !== '(') continue;
    depth += 1;
    if (depth > 1) continue;
    const name = /^@?[^@()]+(?=@)/.exec(suffix.slice(at + 1, at + 301))?.[0];
    found.push(name ?? '');
  }
  return found;
}

async function freshBlock(
  plain: string,
  key: string,
  { name, version, links }: Locked,
  { registries }: EditKnowledge,
  lockVersion: PnpmLock['version'],
): Promise<string[]> {
  const manifest = memberOf(memberOf(await registries.npm.packument(name), 'versions'), version);
  const peers = ((await registries.npm.dependencies(name, version)) ?? []).filter(({ kind }) => kind === 'peer');
  const isPeered = key !== plain;
  // A dependency that was put beside peers is there for others, beside theirs.
  const isBelow = links.some(({ as, to }) => to.includes('(') && !peers.some((peer) => peer.name === as));
  if ((peers.length > 0 && !isPeered) || isBelow)
    throw new FixError('not-editable', `${name} ${version} is put beside peers, which only pnpm itself resolves`, {
      remedy: `pnpm update ${name}@${version}`,
    });
  return packageLines(plain, manifest, lockVersion);
}

/** The same block with the references that moved. */
function relinked(lines: readonly string[], { links }: Locked, before: readonly string[]): readonly string[] {
  const moved = new Map(links.flatMap((link, at) => (link.to === before[at] ? [] : [[link.as, link] as const])));
  if (moved.size === 0) return lines;
  const next = [...lines];
  for (const { as, at } of referencesIn(lines)) {
    const link = moved.get(as);
    if (link !== undefined) next[at] = `      ${yamlKey(as)}: ${yamlText(referenceTo(as, link.to))}`;
  }
  return next;
}

/** Peers that nobody on the way down brings: what pnpm calls transitive peer dependencies. */
function openPeers(
  key: string,
  packages: ReadonlyMap<string, Locked>,
  blocks: ReadonlyMap<string, readonly string[]>,
  snapshots: ReadonlyMap<string, readonly string[]>,
  path: ReadonlySet<string> = new Set(),
): string[] {
  const open = new Set<string>();
  if (path.size > 100) return [];
  for (const { to } of packages.get(key)?.links ?? []) {
    if (path.has(to)) continue;
    const { name, version } = partsOfKey(to);
    const there = new Set(packages.get(to)?.links.map(({ as }) => as));
    for (const peer of peersAsked(blocks.get(keyOf(name, version)) ?? [])) if (!there.has(peer)) open.add(peer);
    const lines = snapshots.get(to) ?? [];
    const below =
      lines.length > 0 ? throughIn(lines) : openPeers(to, packages, blocks, snapshots, new Set([...path, key]));
    for (const peer of below) open.add(peer);
  }
  for (const own of packages.get(key)?.links ?? []) open.delete(own.as);
  return [...open].toSorted();
}

function peersAsked(lines: readonly string[]): string[] {
  const start = lines.indexOf('    peerDependencies:');
  const found: string[] = [];
  if (start === -1) return found;
  for (let at = start + 1; /^ {6}\S/.test(lines[at] ?? ''); at += 1) {
    const name = /^ {6}'?([^':]+)'?: /.exec(lines[at] ?? '')?.[1];
    if (name !== undefined) found.push(name);
  }
  return found;
}

function throughIn(lines: readonly string[]): string[] {
  const start = lines.indexOf('    transitivePeerDependencies:');
  return start === -1 ? [] : lines.slice(start + 1).flatMap((line) => /^ {6}- '?([^']+)'?$/.exec(line)?.[1] ?? []);
}

/** The lockfile repeats the overrides of the manifest, and is refused where they differ. */
function withOverrides(head: string, changes: readonly Change[]): string {
  const lines = head.replace(/\n+$/, '').split('\n');
  for (const change of changes) {
    if (change.kind !== 'override' && change.kind !== 'remove-override') continue;
    const scoped =
      change.kind === 'override' && change.under !== undefined ? `${change.under}>${change.name}` : change.name;
    const key = change.keys?.at(-1) ?? scoped;
    const at = lines.findIndex(
      (line) => /^ {2}\S/.test(line) && line.startsWith(`  ${yamlKey(key)}: `) && isUnder(lines, line, 'overrides:'),
    );
    if (change.kind === 'remove-override') {
      if (at !== -1) lines.splice(at, 1);
      const section = lines.indexOf('overrides:');
      if (section !== -1 && !/^ {2}\S/.test(lines[section + 1] ?? ''))
        lines.splice(section, lines[section + 1] === '' ? 2 : 1);
      continue;
    }
    const line = `  ${yamlKey(key)}: ${yamlText(change.toConstraint)}`;
    const section = lines.indexOf('overrides:');
    if (at !== -1) lines[at] = line;
    else if (section === -1) lines.push('', 'overrides:', line);
    else {
      let end = section + 1;
      while (/^ {2}\S/.test(lines[end] ?? '')) end += 1;
      lines.splice(end, 0, line);
    }
  }
  return `${lines.join('\n').replace(/\n+$/, '')}\n`;
}

function isUnder(lines: readonly string[], line: string, section: string): boolean {
  const above = lines.slice(0, lines.indexOf(line)).findLast((each) => /^\S/.test(each));
  return above === section;
}

/** Others that stand beside a package that moved name it in their own keys. */
function withPeers(text: string, moves: ReadonlyMap<string, string>): string {
  let next = text;
  for (const [from, to] of moves) {
    const name = from.slice(0, from.lastIndexOf('@'));
    next = next.replaceAll(`(${from})`, `(${name}@${to})`).replaceAll(`(${from}(`, `(${name}@${to}(`);
  }
  return next;
}
