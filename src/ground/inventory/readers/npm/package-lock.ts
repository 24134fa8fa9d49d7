import type { DependencyFile } from '#ground/model';
import type { JsonNode, JsonReader } from '#ground/formats';
import { markDependsOn, markDirect } from '../../dependency-graph.ts';
import { streamJsonFile } from '../../json.ts';
import { type DependencyReader, type ReadableFile, ReadFailure } from '../../reader.ts';
import { extraOf } from './local-packages.ts';
import { type InstalledTree, NpmTree } from './npm-tree.ts';

/**
 * package-lock.json and npm-shrinkwrap.json of npm 5 and later (lockfileVersion 1 to 3), and what npm writes into node_modules itself. Version 1
 * does not say what the project asks for directly.
 */
export const reader: DependencyReader = {
  format: 'npm/package-lock',
  wants: (path, name) =>
    (name === 'package-lock.json' && !/(?:^|\/)node_modules\//.test(path)) ||
    name === 'npm-shrinkwrap.json' ||
    (name === '.package-lock.json' && path.endsWith('node_modules/.package-lock.json')),
  read: readPackageLock,
};

type Root = NonNullable<DependencyFile['root']>;

/** What the file says besides its packages. */
interface Head {
  name?: string | undefined;
  version?: string | undefined;
  lockfileVersion?: JsonNode;
}

function readPackageLock(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> {
  // `packages` is what npm 7 and later obey; the nested `dependencies` stand beside it in version 2, for npm 6.
  const flat = new NpmTree('places', deadline);
  const nested = new NpmTree('nested', deadline);
  const head: Head = {};
  let hasPackages = false;
  let oddLine: number | undefined;
  const failure = streamJsonFile(file, { deadline }, (json) =>
    json.members((key) => {
      if (key === 'packages' && json.kind === 'object') {
        hasPackages = true;
        json.members((place) => flat.add(place, json.value()));
      } else if (key === 'packages') oddLine = json.value().line;
      else if (key === 'dependencies' && !flat.listsPackages) readNested(json, 'node_modules/', nested);
      else if (key === 'lockfileVersion') head.lockfileVersion = json.value();
      else if (key === 'name' || key === 'version') head[key] = json.value().text;
    }),
  );
  // Where `packages` has no more than the project itself, npm 6 still installs what is nested.
  const tree = hasPackages && (flat.listsPackages || !nested.listsPackages) ? flat : nested;
  if (hasPackages && tree === nested) nested.problems.take(flat.problems);
  if (failure !== undefined) {
    if (tree.isEmpty) throw failure;
    tree.problems.add('malformed', failure.line ?? 1, `${failure.message} What stands before it was read.`);
  }
  if (oddLine !== undefined) tree.problems.add('unsupported', oddLine, 'Its packages are no object.');
  const { lockfileVersion } = head;
  if (lockfileVersion === undefined && tree.isEmpty && failure === undefined)
    throw new ReadFailure('malformed', 'It is no npm lockfile: it has neither packages nor a lockfileVersion.', 1);
  if (lockfileVersion !== undefined && ![1, 2, 3].includes(lockfileVersion.number ?? 0))
    tree.problems.add('unsupported', lockfileVersion.line, 'Its lockfileVersion is none of 1, 2 and 3.');
  return contentOf(tree.install(), tree, head, file.path.endsWith('/.package-lock.json'));
}

/** Version 1: packages stand in the packages that they were put under. */
function readNested(json: JsonReader, prefix: string, tree: NpmTree): void {
  if (json.kind !== 'object' && json.kind !== 'null')
    return tree.problems.add('unsupported', json.value().line, 'Its dependencies are no object.');
  json.members((name, line) => {
    const place = `${prefix}${name}`;
    const entry = tree.begin(place, name, line);
    json.members((key) => {
      if (key === 'dependencies') readNested(json, `${place}/node_modules/`, tree);
      else entry.say(key, json.value());
    });
    entry.end(json.line);
  });
}

function contentOf(
  { packages, requests, edges }: InstalledTree,
  { problems, linked }: NpmTree,
  head: Head,
  isInstalled: boolean,
): Omit<DependencyFile, 'path' | 'format'> {
  markDirect(packages, requests);
  markDependsOn(packages, edges);
  const root = rootOf(head);
  return {
    role: isInstalled ? 'installed' : 'lockfile',
    ...(root === undefined ? {} : { root }),
    packages,
    ...problems.content,
    ...extraOf(linked),
  };
}

function rootOf({ name, version }: Head): Root | undefined {
  if (name === undefined || name === '') return undefined;
  return version === undefined ? { name } : { name, version };
}
