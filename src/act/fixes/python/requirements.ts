import type { DependencyFile } from '#ground/model';
import type { Ecosystem, EditKnowledge, FileEdit, Project } from '../ecosystem.ts';
import { plannedVersions, textOf } from '../edit-input.ts';
import { FixError } from '../error.ts';
import type { Asked, Change, Graph } from '../model.ts';
import { nodesOf } from '../nodes.ts';
import { nameAndVersion } from '../purl-of.ts';
import { askedInPyproject, withRequirementsIn } from './pyproject.ts';
import { hasHashes, withNewPin, withPins, withSpecifier } from './requirements-text.ts';
import { hashesOf, resolveVersions } from './resolve.ts';

/** pip: requirements files with pins, written by hand or by pip-compile and uv from a .in file or pyproject.toml. */
export const requirements: Ecosystem = {
  tool: 'pip',
  formats: ['python/requirements'],
  takesManifests: true,
  afterwards: 'pip install -r the file',
  graph: graphOf,
  edit,
};

function graphOf(lock: DependencyFile, project: Project): Graph | undefined {
  // A constraints file installs nothing by itself, and a file without one pin has nothing to raise.
  if (lock.packages.every(({ purl }) => nameAndVersion(purl) === undefined)) return undefined;
  const written = nodesOf(lock, 'pypi');
  const isByHand = lock.role === 'manifest';
  const source = isByHand ? undefined : sourceOf(lock.path, project);
  const asked = isByHand ? pinsOf(lock) : (source?.asked ?? []);
  const names = new Set(asked.map(({ name }) => name));
  const pinned = written.filter((node) => node.source === undefined).map(({ index }) => index);
  return {
    type: 'pypi',
    lockfile: lock.path,
    format: lock.format,
    // Who asks for what does not stand in the file, or only in comments: everybody is asked.
    nodes: written.map((node) => ({
      ...node,
      isDirect: isByHand || (names.size > 0 ? names.has(node.name) : node.isDirect),
      parents: pinned.filter((index) => index !== node.index),
    })),
    parentsAreGuessed: true,
    asked,
    overrides: [],
  };
}

function pinsOf(lock: DependencyFile): Asked[] {
  return lock.packages.flatMap(({ purl, constraint, line }) => {
    const parts = nameAndVersion(purl);
    return parts === undefined
      ? []
      : [{ manifest: lock.path, name: parts.name, constraint: constraint ?? `==${parts.version}`, line }];
  });
}

/** What the file was compiled from: `requirements.in` beside `requirements.txt`, else pyproject.toml. */
function sourceOf(path: string, project: Project): { readonly asked: readonly Asked[] } | undefined {
  const compiled = path.replace(/\.(?:txt|pip)$/, '.in');
  const file = project.files.find((each) => each.path === compiled && each.path !== path);
  if (file !== undefined)
    return {
      asked: file.packages.map(({ purl, constraint, line }) => ({
        manifest: compiled,
        name: decodeURIComponent(/^pkg:pypi\/([^@?#]+)/.exec(purl)?.[1] ?? ''),
        constraint: constraint ?? '',
        line,
      })),
    };
  const pyproject = path.includes('/') ? `${path.slice(0, path.lastIndexOf('/'))}/pyproject.toml` : 'pyproject.toml';
  const text = project.text(pyproject);
  return text === undefined ? undefined : { asked: askedInPyproject(pyproject, text) };
}

async function edit(
  graph: Graph,
  changes: readonly Change[],
  project: Project,
  knowledge: EditKnowledge,
): Promise<readonly FileEdit[]> {
  const text = textOf(project, graph.lockfile);
  const planned = plannedVersions(changes);
  const installed = new Map(graph.nodes.map(({ name, version }) => [name, version]));
  const withSums = hasHashes(text);
  // A file by hand pins what its writer chose to; one that is compiled, or has hashes, must name everything.
  const isWhole = withSums || graph.asked.every(({ manifest }) => manifest !== graph.lockfile);
  const { changed, added } = await resolveVersions(installed, planned, knowledge, isWhole);
  const pinOf = async (name: string, version: string) => ({
    version,
    hashes: withSums ? await hashesOf(name, version, knowledge) : [],
  });
  const pins = new Map<string, { version: string; hashes: readonly string[] }>();
  for (const [name, version] of changed) pins.set(name, await pinOf(name, version));
  let edited = withPins(text, pins);
  for (const [name, { version, by, marker }] of added)
    edited = withNewPin(edited, name, { ...(await pinOf(name, version)), ...(marker !== undefined && { marker }) }, by);
  const edits = edited === text ? [] : [{ path: graph.lockfile, text: edited }];
  return [...edits, ...manifestEdits(graph, changes, project)];
}

function manifestEdits(graph: Graph, changes: readonly Change[], project: Project): FileEdit[] {
  const asks = changes.filter((change) => change.kind === 'ask' && change.manifest !== graph.lockfile);
  return [...Map.groupBy(asks, (change) => (change.kind === 'ask' ? change.manifest : ''))].map(([path, same]) => {
    let text = project.text(path) ?? '';
    for (const change of same) {
      if (change.kind !== 'ask') continue;
      const next = path.endsWith('.toml')
        ? withRequirementsIn(text, change.name, change.fromConstraint, change.toConstraint)
        : withSpecifier(text, change.name, change.fromConstraint, change.toConstraint);
      if (next === undefined)
        throw new FixError('not-editable', `${path} does not ask for ${change.name} in a form that is edited here`);
      text = next;
    }
    return { path, text };
  });
}
