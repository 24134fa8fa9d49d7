import type { DependencyFile } from '#ground/model';
import type { Ecosystem, EditKnowledge, FileEdit, Project } from '../ecosystem.ts';
import { textOf } from '../edit-input.ts';
import type { Change, Graph } from '../model.ts';
import { askedIn, editManifest } from '../npm/manifest.ts';
import { manifestsBeside, workspaceGraph } from '../node/project.ts';
import { keyOf, type Link, type Locked, relink } from '../node/relink.ts';
import { freshLines } from './entry-text.ts';
import { readYarnLock, type YarnBlock, type YarnLock, writeYarnLock } from './lock-text.ts';

/** Yarn, classic and berry: yarn.lock, package.json and its resolutions. Berry fills in the checksums of new entries at its next install. */
export const yarn: Ecosystem = {
  tool: 'Yarn',
  formats: ['npm/yarn-lock'],
  afterwards: 'yarn install',
  graph: (lock: DependencyFile, project: Project): Graph | undefined => workspaceGraph(lock, project, ['resolutions']),
  edit,
};

async function edit(
  graph: Graph,
  changes: readonly Change[],
  project: Project,
  knowledge: EditKnowledge,
): Promise<readonly FileEdit[]> {
  const text = textOf(project, graph.lockfile);
  const manifests = new Map(
    manifestsBeside(graph.lockfile, project).map((path) => [
      path,
      editManifest(path, project.text(path) ?? '', changes, ({ name }) => ['resolutions', name]),
    ]),
  );
  const written = await editLock(readYarnLock(text), graph, changes, manifests, knowledge);
  return [...manifests, [graph.lockfile, written] as const]
    .filter(([path, next]) => next !== project.text(path))
    .map(([path, next]) => ({ path, text: next }));
}

async function editLock(
  lock: YarnLock,
  graph: Graph,
  changes: readonly Change[],
  manifests: ReadonlyMap<string, string>,
  knowledge: EditKnowledge,
): Promise<string> {
  const byDescriptor = new Map(
    lock.blocks.flatMap((block) => block.descriptors.map((descriptor) => [descriptor, block] as const)),
  );
  const keys = new Map(lock.blocks.map((block) => [block, keyOfBlock(block, lock.isBerry)]));
  const overridden = overridesOf(graph, lock.isBerry, byDescriptor);
  const linkTo = ({ as, range, isOptional }: { as: string; range: string; isOptional: boolean }): Link => {
    const block = byDescriptor.get(`${as}@${range}`) ?? overridden.get(as);
    const plain = plainRange(range);
    return {
      as,
      name: plain.name ?? as,
      range: plain.range,
      isOptional,
      to: (block === undefined ? undefined : keys.get(block)) ?? '',
    };
  };
  const packages = new Map<string, Locked>();
  for (const block of lock.blocks) {
    const key = keys.get(block) ?? '';
    const isOwn = block.resolution?.includes('@workspace:') === true;
    packages.set(key, {
      name: key.slice(0, key.lastIndexOf('@')),
      version: block.version,
      isPublished: !isOwn && !/@(?:patch|portal|link|file|git|https?)[:+]/.test(block.resolution ?? ''),
      // What a workspace asks for stands in its manifest, as it is to be.
      links: isOwn ? [] : block.dependencies.map(linkTo).filter(({ to }) => to !== ''),
    });
  }
  const prefix = lock.isBerry ? 'npm:' : '';
  const roots = [...manifests].map(([path, text]) => ({
    links: askedIn(path, text)
      .filter(({ constraint }) => !/^(?:workspace|link|file|portal|patch|git|https?)[:+]/.test(constraint))
      .map(({ name, as, constraint }) => {
        const asked = changes.find(
          (change) => change.kind === 'ask' && change.name === name && change.toConstraint === constraint,
        );
        const written = as === undefined ? constraint : `npm:${name}@${constraint}`;
        const range = written.startsWith('npm:') ? written : `${prefix}${written}`;
        const link = linkTo({ as: as ?? name, range, isOptional: false });
        return link.to === '' && asked?.kind === 'ask' ? { ...link, to: keyOf(name, asked.from) } : link;
      }),
  }));
  const moves = new Map(
    changes.flatMap((change) => ('to' in change ? [[keyOf(change.name, change.from), change.to] as const] : [])),
  );
  const forced = new Set(changes.flatMap((change) => (change.kind === 'override' ? [change.name] : [])));
  const { fresh, reached } = await relink(packages, roots, moves, forced, knowledge);

  const wanted = descriptorsByKey(packages, roots, reached, lock.isBerry, forced);
  const known = new Set(lock.blocks.flatMap(({ descriptors }) => descriptors));
  const asked = new Set([...wanted.values()].flatMap((each) => [...each]));
  const blocks: { descriptors: readonly string[]; lines: readonly string[] }[] = [];
  for (const block of lock.blocks) {
    const key = keys.get(block) ?? '';
    if (block.resolution?.includes('@workspace:') === true) {
      blocks.push({ descriptors: block.descriptors, lines: withRanges(block.lines, changes) });
      continue;
    }
    if (!reached.has(key) && packages.get(key)?.isPublished === true) continue;
    // Descriptors that nobody was seen to ask for belong to resolutions, and stay where they are.
    const kept = block.descriptors.filter(
      (descriptor) => wanted.get(key)?.has(descriptor) === true || !wasAsked(descriptor, lock, asked),
    );
    const more = [...(wanted.get(key) ?? [])].filter(
      (descriptor) => !kept.includes(descriptor) && (!known.has(descriptor) || movedHere(descriptor, key, wanted)),
    );
    if (kept.length + more.length > 0) blocks.push({ descriptors: [...kept, ...more], lines: block.lines });
  }
  for (const key of fresh) {
    const locked = packages.get(key);
    if (locked !== undefined && reached.has(key))
      blocks.push({ descriptors: [...(wanted.get(key) ?? [])], lines: await freshLines(locked, lock, knowledge) });
  }
  return writeYarnLock(lock, blocks);
}

/** Descriptors by the package that answers them. A forced one is asked for by its own version alone in berry, and beside the others in classic. */
function descriptorsByKey(
  packages: ReadonlyMap<string, Locked>,
  roots: readonly { readonly links: readonly Link[] }[],
  reached: ReadonlySet<string>,
  isBerry: boolean,
  forced: ReadonlySet<string>,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const holders = [...roots, ...[...packages].filter(([key]) => reached.has(key)).map(([, locked]) => locked)];
  for (const { links } of holders)
    for (const { as, name, range, to } of links) {
      const version = packages.get(to)?.version ?? '';
      const plain = isBerry
        ? `${as}@npm:${as === name ? '' : `${name}@`}`
        : `${as}@${as === name ? '' : `npm:${name}@`}`;
      const own = found.get(to) ?? new Set();
      if (!forced.has(name) || !isBerry) own.add(`${plain}${range}`);
      if (forced.has(name)) own.add(`${plain}${version}`);
      found.set(to, own);
    }
  return found;
}

function wasAsked(descriptor: string, lock: YarnLock, asked: ReadonlySet<string>): boolean {
  if (asked.has(descriptor)) return true;
  const at = descriptor.indexOf('@', 1);
  const as = descriptor.slice(0, at);
  const range = descriptor.slice(at + 1);
  return lock.blocks.some(({ dependencies }) => dependencies.some((each) => each.as === as && each.range === range));
}

function movedHere(descriptor: string, key: string, wanted: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return wanted.get(key)?.has(descriptor) === true;
}

/** A workspace of berry repeats what its manifest asks for. */
function withRanges(lines: readonly string[], changes: readonly Change[]): string[] {
  return lines.map((line) => {
    const parts = /^( {4}"?)([^":\s]+)("?: ")([^"]*)(")$/.exec(line);
    const change = changes.find(
      (each) =>
        each.kind === 'ask' && (each.as ?? each.name) === parts?.[2] && parts[4] === `npm:${each.fromConstraint}`,
    );
    return parts === null || change?.kind !== 'ask'
      ? line
      : `${parts[1] ?? ''}${parts[2] ?? ''}${parts[3] ?? ''}npm:${change.toConstraint}${parts[5] ?? ''}`;
  });
}

function overridesOf(
  graph: Graph,
  isBerry: boolean,
  byDescriptor: ReadonlyMap<string, YarnBlock>,
): ReadonlyMap<string, YarnBlock> {
  return new Map(
    graph.overrides.flatMap(({ name, constraint }) => {
      const block = byDescriptor.get(`${name}@${isBerry ? 'npm:' : ''}${constraint}`);
      return block === undefined ? [] : [[name, block] as const];
    }),
  );
}

/** The package's own name and version: of berry's resolution, or of a classic descriptor (an alias says the real name). */
function keyOfBlock({ descriptors, resolution, version }: YarnBlock, isBerry: boolean): string {
  if (isBerry) {
    const name = /^((?:@[^/@]+\/)?[^@]+)@/.exec(resolution ?? '')?.[1] ?? '';
    return resolution?.includes('@npm:') === true ? keyOf(name, version) : (resolution ?? name);
  }
  const first = descriptors[0] ?? '';
  const alias = /@npm:((?:@[^/@]+\/)?[^@]+)@/.exec(first)?.[1];
  return keyOf(alias ?? first.slice(0, first.indexOf('@', 1)), version);
}

function plainRange(range: string): { readonly name?: string; readonly range: string } {
  const plain = range.replace(/^npm:/, '');
  const alias = range.startsWith('npm:') ? /^((?:@[^/@]+\/)?[a-zA-Z][^@]*)@(.+)$/.exec(plain) : null;
  return alias === null ? { range: plain } : { name: alias[1] ?? '', range: alias[2] ?? '' };
}
