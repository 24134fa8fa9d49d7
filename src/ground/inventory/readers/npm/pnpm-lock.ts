import type { DependencyFile } from '#ground/model';
import { visitYaml, type YamlVisitor } from '../../block-yaml.ts';
import { markDependsOn, markDirect, markScopes } from '../../dependency-graph.ts';
import { type DependencyReader, type ReadableFile, ReadFailure } from '../../reader.ts';
import { extraOf } from './local-packages.ts';
import { PnpmGraph } from './pnpm-graph.ts';

/** pnpm-lock.yaml of pnpm 3 to 10 (lockfileVersion 5 to 9), read line by line. */
export const reader: DependencyReader = {
  format: 'npm/pnpm-lock',
  wants: (_, name) => name === 'pnpm-lock.yaml',
  read: readPnpmLock,
};

const sections = new Map([
  ['dependencies', undefined],
  ['devDependencies', 'dev'],
  ['optionalDependencies', 'optional'],
] as const);
type Section = 'dependencies' | 'devDependencies' | 'optionalDependencies';

function readPnpmLock(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> {
  const graph = new PnpmGraph();
  let isLockfile = false;
  const visit: YamlVisitor = (keys, value, line) => {
    switch (keys[0]) {
      case 'lockfileVersion':
        isLockfile = true;
        graph.setVersion(value ?? '', line);
        break;
      case 'importers':
        if (keys.length >= 4) readImporter(graph, keys[1]!, keys.slice(2, 5), value);
        break;
      // A project without workspaces has what it asks for at the top.
      case 'dependencies':
      case 'devDependencies':
      case 'optionalDependencies':
      case 'specifiers':
        if (keys.length >= 2) readImporter(graph, '.', keys.slice(0, 3), value);
        break;
      case 'packages':
      case 'snapshots':
        if (keys.length === 1 && isNoMapping(value)) graph.refuse(line);
        else if (keys.length === 2) graph.begin(keys[1]!, line, keys[0] === 'packages');
        else if (keys.length > 2) readPackage(graph, keys, value);
        break;
      default:
        break;
    }
  };
  visitYaml(file.bytes, deadline, visit, (line) => graph.refuse(line));
  if (!isLockfile) throw new ReadFailure('malformed', 'It is no lockfile of pnpm: it has no lockfileVersion.', 1);
  const { packages, requests, edges, problems } = graph.finish();
  markDirect(packages, requests);
  markScopes(packages, requests, edges);
  markDependsOn(packages, edges);
  return { role: 'lockfile', packages, ...problems.content, ...extraOf([...graph.linked]) };
}

/** An empty section may be written as nothing. */
function isNoMapping(value: string | undefined): boolean {
  return value !== undefined && !/^(?:~|null)?$/i.test(value);
}

/** `path`: a section, a name, and since version 6 `specifier` or `version`. */
function readImporter(graph: PnpmGraph, importer: string, path: readonly string[], value: string | undefined): void {
  const [section = '', name = '', detail] = path;
  if (value === undefined) return;
  if (section === 'specifiers' || detail === 'specifier') graph.constrain(importer, name, value);
  else if (isSection(section) && (detail === undefined || detail === 'version'))
    graph.request(importer, name, value, sections.get(section));
}

function isSection(name: string): name is Section {
  return sections.has(name as Section);
}

function readPackage(graph: PnpmGraph, keys: readonly string[], value: string | undefined): void {
  if (value === undefined) return;
  const [, , field = '', name = ''] = keys;
  if (keys.length === 4) {
    if (field === 'dependencies') graph.depend(name, value, false);
    else if (field === 'optionalDependencies') graph.depend(name, value, true);
    else if (field === 'resolution') graph.resolve(name, value);
  } else if (keys.length === 3) graph.say(field, value);
}
