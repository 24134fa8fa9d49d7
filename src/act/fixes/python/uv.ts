import type { DependencyFile } from '#ground/model';
import type { PublishedDependency, PublishedFile } from '#ground/registries';
import type { Ecosystem, EditKnowledge, FileEdit, Project } from '../ecosystem.ts';
import { plannedVersions, textOf } from '../edit-input.ts';
import { FixError } from '../error.ts';
import type { Change, Graph } from '../model.ts';
import { lockedGraph, manifestEdit } from './locked-project.ts';
import { readBlocks, tomlText, writeBlocks } from './lock-blocks.ts';
import { leastPython } from './marker.ts';
import { resolveVersions } from './resolve.ts';

/** uv: uv.lock and the requirements of pyproject.toml. */
export const uv: Ecosystem = {
  tool: 'uv',
  formats: ['python/uv-lock'],
  afterwards: 'uv sync --locked',
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
    throw new FixError('not-editable', `${graph.lockfile} forks: it has packages in several versions`, {
      remedy: 'uv lock --upgrade-package NAME',
    });
  const planned = plannedVersions(changes);
  const { changed, added, asks } = await resolveVersions(
    installed,
    planned,
    knowledge,
    true,
    leastPython(/^requires-python = "([^"]*)"$/m.exec(text)?.[1]),
  );
  const blocks = [];
  for (const block of lock.blocks) {
    const version = changed.get(block.name);
    const old = await knowledge.registries.pypi.dependencies(block.name, block.version);
    if (version !== undefined)
      blocks.push({ ...block, version, text: await moved(block, version, asks.get(block.name) ?? [], old, knowledge) });
    else blocks.push({ ...block, text: withSpecifiers(block.text, changes) });
  }
  const source =
    /^source = \{ registry = .*\}$/m.exec(text)?.[0] ?? 'source = { registry = "https://pypi.org/simple" }';
  for (const [name, { version }] of added) {
    const head = `[[package]]\nname = ${tomlText(name)}\nversion = ${tomlText(version)}\n${source}`;
    blocks.push({
      name,
      version,
      text: [head, ...dependencyLines(asks.get(name) ?? []), ...(await fileLines(name, version, knowledge))].join('\n'),
    });
  }
  const written = writeBlocks({ ...lock, blocks });
  return [...manifestEdit(graph, changes, project), { path: graph.lockfile, text: written }].filter(
    (each) => each.text !== project.text(each.path),
  );
}

/** The same package at another version: what it asks for is written anew only where that is another. */
async function moved(
  { name, version: from, text }: { readonly name: string; readonly version: string; readonly text: string },
  version: string,
  asks: readonly PublishedDependency[],
  old: readonly PublishedDependency[] | undefined,
  knowledge: EditKnowledge,
): Promise<string> {
  const lines = text.replace(`version = "${from}"`, `version = ${tomlText(version)}`).split('\n');
  const isSame = old !== undefined && namesOf(old.filter(({ kind }) => kind === 'runtime')) === namesOf(asks);
  const kept = without(lines, [...(isSame ? [] : ['dependencies']), 'sdist', 'wheels']);
  const at = kept.findIndex((line) => line.startsWith('source = '));
  const fields = isSame ? [] : dependencyLines(asks);
  const withDependencies = [...kept.slice(0, at + 1), ...fields, ...kept.slice(at + 1)];
  // Files stand behind what is asked for, and before any table of the package.
  const table = withDependencies.findIndex((line, index) => index > 0 && line.startsWith('['));
  const end = table === -1 ? withDependencies.length : table;
  const before = withDependencies.slice(0, end).filter((line, index, all) => line !== '' || index < all.length - 1);
  return [
    ...before,
    ...(await fileLines(name, version, knowledge)),
    ...(table === -1 ? [] : ['', ...withDependencies.slice(end)]),
  ].join('\n');
}

function namesOf(dependencies: readonly PublishedDependency[]): string {
  return dependencies
    .map(({ name, marker }) => `${name} ${marker ?? ''}`)
    .toSorted()
    .join('\n');
}

/** Lines without the given keys, whose values may go over several lines. */
function without(lines: readonly string[], keys: readonly string[]): string[] {
  const kept: string[] = [];
  let isInside = false;
  for (const line of lines) {
    const key = /^(\w[\w-]*) = /.exec(line)?.[1];
    if (isInside) isInside = line !== ']';
    else if (key !== undefined && keys.includes(key)) isInside = line.endsWith('[');
    else kept.push(line);
  }
  return kept;
}

function dependencyLines(asks: readonly PublishedDependency[]): string[] {
  if (asks.length === 0) return [];
  const sorted = asks.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [
    'dependencies = [',
    ...sorted.map(({ name, marker }) => `    { name = ${tomlText(name)}${markerText(marker)} },`),
    ']',
  ];
}

/** uv writes markers with single quotes, and the whole version of Python. */
function markerText(marker: string | undefined): string {
  if (marker === undefined) return '';
  const plain = marker
    .replaceAll('"', "'")
    .replace(/\bpython_version\b/g, 'python_full_version')
    .replace(/\s*(===?|[<>~!]=?)\s*/g, ' $1 ');
  return `, marker = ${tomlText(plain)}`;
}

async function fileLines(name: string, version: string, { registries }: EditKnowledge): Promise<string[]> {
  const files = (await registries.pypi.versions(name))?.find((each) => each.version === version)?.files ?? [];
  if (files.length === 0) throw new FixError('not-editable', `the index gives no checksum of ${name} ${version}`);
  const wheels = files.filter((file) => file.name.endsWith('.whl'));
  const sdist = files.find((file) => file.name.endsWith('.tar.gz')) ?? files.find((file) => file.name.endsWith('.zip'));
  return [
    ...(sdist === undefined ? [] : [`sdist = ${fileText(sdist)}`]),
    ...(wheels.length === 0 ? [] : ['wheels = [', ...wheels.map((file) => `    ${fileText(file)},`), ']']),
  ];
}

function fileText({ url, hash, size, uploadedAt }: PublishedFile): string {
  const time = uploadedAt === undefined ? Number.NaN : Date.parse(uploadedAt);
  const parts = [
    `url = ${tomlText(url)}`,
    `hash = ${tomlText(hash)}`,
    ...(size === undefined ? [] : [`size = ${size}`]),
    ...(Number.isNaN(time) ? [] : [`upload-time = ${tomlText(shortTime(new Date(time).toISOString()))}`]),
  ];
  return `{ ${parts.join(', ')} }`;
}

/** Without zeros at the end of its fraction. */
function shortTime(iso: string): string {
  return iso.replace(/\.?0+Z$/, 'Z');
}

/** The project's own block repeats what its pyproject.toml asks for. */
function withSpecifiers(text: string, changes: readonly Change[]): string {
  let next = text;
  for (const change of changes) {
    if (change.kind !== 'ask') continue;
    next = next.replaceAll(
      `name = "${change.name}", specifier = "${change.fromConstraint}"`,
      `name = "${change.name}", specifier = "${change.toConstraint}"`,
    );
  }
  return next;
}
