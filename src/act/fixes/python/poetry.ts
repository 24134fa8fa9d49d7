import { createHash } from 'node:crypto';
import { parse } from 'smol-toml';
import type { DependencyFile } from '#ground/model';
import type { PublishedDependency } from '#ground/registries';
import type { Ecosystem, EditKnowledge, FileEdit, Project } from '../ecosystem.ts';
import { plannedVersions, textOf } from '../edit-input.ts';
import { FixError } from '../error.ts';
import type { Change, Graph } from '../model.ts';
import { beside } from '../nodes.ts';
import { isRecord, memberOf } from '../npm/manifest.ts';
import { lockedGraph, manifestEdit } from './locked-project.ts';
import { type LockBlock, readBlocks, tomlText, writeBlocks } from './lock-blocks.ts';
import { leastPython } from './marker.ts';
import { resolveVersions } from './resolve.ts';

/** Poetry: poetry.lock with its content hash, and the requirements of pyproject.toml. */
export const poetry: Ecosystem = {
  tool: 'Poetry',
  formats: ['python/poetry-lock'],
  afterwards: 'poetry install',
  graph: (lock: DependencyFile, project: Project): Graph | undefined => lockedGraph(lock, project),
  edit,
};

async function edit(
  graph: Graph,
  changes: readonly Change[],
  project: Project,
  knowledge: EditKnowledge,
): Promise<readonly FileEdit[]> {
  const text = textOf(project, graph.lockfile);
  const lock = readBlocks(text);
  const installed = new Map(lock.blocks.map(({ name, version }) => [name, version]));
  if (installed.size < lock.blocks.length)
    throw new FixError('not-editable', `${graph.lockfile} has packages in several versions`, {
      remedy: 'poetry update NAME',
    });
  const planned = plannedVersions(changes);
  const python = /^python-versions = "([^"]*)"$/m.exec(lock.tail)?.[1];
  const { changed, added, asks } = await resolveVersions(installed, planned, knowledge, true, leastPython(python));
  const blocks: LockBlock[] = [];
  for (const block of lock.blocks) {
    const version = changed.get(block.name);
    if (version === undefined) blocks.push(block);
    else blocks.push({ ...block, version, text: await moved(block, version, asks.get(block.name) ?? [], knowledge) });
  }
  for (const [name, { version, by }] of added) {
    const groups =
      /^groups = .*$/m.exec(lock.blocks.find((block) => block.name === by)?.text ?? '')?.[0] ??
      /^groups = .*$/m.exec(text)?.[0];
    const engine = await pythonOf(name, version, knowledge);
    const lines = [
      '[[package]]',
      `name = ${tomlText(name)}`,
      `version = ${tomlText(version)}`,
      'description = ""',
      'optional = false',
      `python-versions = ${tomlText(engine ?? '*')}`,
      ...(groups === undefined ? [] : [groups]),
      ...(await fileLines(name, version, knowledge)),
      ...dependencyLines(asks.get(name) ?? []),
      ...sourceLines(lock.blocks.find((block) => block.name === by)?.text ?? ''),
    ];
    blocks.push({ name, version, text: lines.join('\n') });
  }
  const manifests = manifestEdit(graph, changes, project);
  const tail =
    manifests.length === 0
      ? lock.tail
      : withHash(lock.tail, project.text(beside(graph.lockfile, 'pyproject.toml')) ?? '', manifests[0]?.text ?? '');
  return [...manifests, { path: graph.lockfile, text: writeBlocks({ ...lock, blocks, tail }) }];
}

/** The same package at another version; what it asks for is written anew only where that is another. */
async function moved(
  { name, version: from, text }: LockBlock,
  version: string,
  asks: readonly PublishedDependency[],
  knowledge: EditKnowledge,
): Promise<string> {
  const old = await knowledge.registries.pypi.dependencies(name, from);
  const engine = await pythonOf(name, version, knowledge);
  let next = text.replace(`version = "${from}"`, `version = ${tomlText(version)}`);
  if (engine !== undefined) next = next.replace(/^python-versions = ".*"$/m, `python-versions = ${tomlText(engine)}`);
  next = next.replace(/^files = \[\n(?:[^\]].*\n)*\]$/m, (await fileLines(name, version, knowledge)).join('\n'));
  const isSame = old !== undefined && saidBy(old.filter(({ kind }) => kind === 'runtime')) === saidBy(asks);
  if (isSame) return next;
  // Extras stay as they were: what only they ask for is not followed.
  const optional =
    /^\[package\.dependencies\]\n((?:[^[\n].*\n?)*)/m
      .exec(next)?.[1]
      ?.split('\n')
      .filter((line) => line.includes('optional = true')) ?? [];
  const plain = next.replace(/\n*^\[package\.dependencies\]\n(?:[^[\n].*\n?)*/m, '\n').trimEnd();
  const lines = dependencyLines(asks, optional);
  const [body = '', ...tables] = plain.split(/\n\n(?=\[package\.)/);
  return [body, ...(lines.length === 0 ? [] : [lines.slice(1).join('\n')]), ...tables].join('\n\n');
}

function saidBy(dependencies: readonly PublishedDependency[]): string {
  return dependencies
    .map(({ name, constraint, marker }) => `${name} ${constraint} ${marker ?? ''}`)
    .toSorted()
    .join('\n');
}

function dependencyLines(asks: readonly PublishedDependency[], more: readonly string[] = []): string[] {
  const lines = asks.map(({ name, constraint, marker }) => {
    const clauses = constraint.split(',').toSorted((a, b) => Number(a.startsWith('<')) - Number(b.startsWith('<')));
    const wanted = tomlText(constraint === '' ? '*' : clauses.join(','));
    return marker === undefined
      ? `${name} = ${wanted}`
      : `${name} = {version = ${wanted}, markers = ${tomlText(marker)}}`;
  });
  const all = [...lines, ...more].toSorted();
  return all.length === 0 ? [] : ['', '[package.dependencies]', ...all];
}

/** A package comes from where the one that asks for it comes from. */
function sourceLines(text: string): string[] {
  const source = /^\[package\.source\]\n(?:[^[\n].*\n?)*/m.exec(text)?.[0].trimEnd();
  return source === undefined ? [] : ['', source];
}

async function pythonOf(name: string, version: string, { registries }: EditKnowledge): Promise<string | undefined> {
  return (await registries.pypi.versions(name))?.find((each) => each.version === version)?.engines?.get('python');
}

async function fileLines(name: string, version: string, { registries }: EditKnowledge): Promise<string[]> {
  const files = (await registries.pypi.versions(name))?.find((each) => each.version === version)?.files ?? [];
  if (files.length === 0) throw new FixError('not-editable', `the index gives no checksum of ${name} ${version}`);
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [
    'files = [',
    ...sorted.map((file) => `    {file = ${tomlText(file.name)}, hash = ${tomlText(file.hash)}},`),
    ']',
  ];
}

/** Throws FixError where the hash of what stands there is not the one that is written: then its rule is not known here. */
function withHash(tail: string, before: string, after: string): string {
  const written = /^content-hash = "([0-9a-f]{64})"$/m.exec(tail)?.[1];
  if (written === undefined || contentHash(before) !== written)
    throw new FixError('not-editable', 'poetry.lock was not written for this pyproject.toml', {
      remedy: 'run poetry lock first',
    });
  return tail.replace(written, contentHash(after));
}

const legacyKeys = ['dependencies', 'source', 'extras', 'dev-dependencies'];

/** What Poetry takes the hash of: the tables that decide what is locked, as Python's json writes them with sorted keys. */
export function contentHash(pyproject: string): string {
  const document = parse(pyproject);
  const project = picked(memberOf(document, 'project'), ['requires-python', 'dependencies', 'optional-dependencies']);
  const groups = memberOf(document, 'dependency-groups');
  const hasProject = Object.keys(project).length > 0;
  const hasGroups = isRecord(groups) && Object.keys(groups).length > 0;
  const tool = memberOf(memberOf(document, 'tool'), 'poetry');
  const own: Record<string, unknown> = {};
  for (const key of [...legacyKeys, 'group']) {
    const data = memberOf(tool, key);
    if (data !== undefined) own[key] = data;
    else if (legacyKeys.includes(key) && !hasProject && !hasGroups) own[key] = null;
  }
  const relevant =
    hasProject || hasGroups
      ? { ...(hasProject && { project }), ...(hasGroups && { 'dependency-groups': groups }), tool: { poetry: own } }
      : own;
  return createHash('sha256').update(pythonJson(relevant)).digest('hex');
}

function picked(value: unknown, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    keys.flatMap((key) => (memberOf(value, key) === undefined ? [] : [[key, memberOf(value, key)]])),
  );
}

/** json.dumps(…, sort_keys=True): blanks behind commas and colons, everything beyond ASCII escaped. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (isRecord(value)) {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${pythonJson(key)}: ${pythonJson(inner)}`).join(', ')}}`;
  }
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
