import { visitYaml, type YamlVisitor } from '../../block-yaml.ts';
import type { Draft } from '../../dependency-graph.ts';
import { type Problems, quoted } from '../../problems.ts';
import type { ReadableFile } from '../../reader.ts';
import { withoutCredentials } from '../../source-url.ts';
import type { Dependency, DescriptorGraph } from './descriptor-graph.ts';
import { isExactVersion, npmPurl, readSpecifier, sourceOf, splitDescriptor } from './specifier.ts';
import { type Called, fetchedBeside, tarballOf } from './tarball.ts';

interface EntryBeingRead {
  readonly key: string;
  readonly line: number;
  version: string | undefined;
  resolution: string | undefined;
  linkType: string | undefined;
  readonly dependencies: { name: string; constraint: string }[];
  readonly optional: Set<string>;
}

/** Yarn 2 and later. Its checksums are of archives of its own, and are left out. */
export function readBerry(file: ReadableFile, deadline: number, graph: DescriptorGraph, problems: Problems): void {
  let entry: EntryBeingRead | undefined;
  const refuse = (line: number) =>
    problems.add('unsupported', line, 'A form of YAML that is not read here: what it says may be missing.');
  const visit: YamlVisitor = (keys, value, line) => {
    if (keys.length === 1) {
      if (entry !== undefined) addEntry(entry, graph, problems);
      entry = undefined;
      if (keys[0] !== '__metadata' && value === undefined)
        entry = {
          key: keys[0] ?? '',
          line,
          version: undefined,
          resolution: undefined,
          linkType: undefined,
          dependencies: [],
          optional: new Set(),
        };
      else if (keys[0] !== '__metadata') refuse(line);
    } else if (value !== undefined && entry !== undefined) say(entry, keys, value);
    else if (
      value !== undefined &&
      keys[0] === '__metadata' &&
      keys[1] === 'version' &&
      !(Number.parseInt(value, 10) <= 10)
    )
      problems.add('unsupported', line, `Its version ${quoted(value)} is newer than what is known here.`);
  };
  visitYaml(file.bytes, deadline, visit, refuse);
  if (entry !== undefined) addEntry(entry, graph, problems);
}

function say(entry: EntryBeingRead, keys: readonly string[], value: string): void {
  const [, field, name = ''] = keys;
  if (keys.length === 2) {
    if (field === 'version' || field === 'resolution' || field === 'linkType') entry[field] = value;
  } else if (keys.length === 3 && field === 'dependencies') entry.dependencies.push({ name, constraint: value });
  else if (keys.length === 4 && field === 'dependenciesMeta' && keys[3] === 'optional' && value === 'true')
    entry.optional.add(name);
}

function addEntry(entry: EntryBeingRead, graph: DescriptorGraph, problems: Problems): void {
  const { line, key, resolution = '', linkType } = entry;
  const descriptors = key.split(', ').map((descriptor) => normalised(descriptor));
  const dependencies = entry.dependencies.map(({ name, constraint }): Dependency => {
    const specifier = readSpecifier(name, constraint);
    return {
      name,
      descriptor: normalised(`${name}@${constraint}`),
      constraint: 'range' in specifier ? specifier.range : withoutCredentials(constraint),
      isOptional: entry.optional.has(name),
    };
  });
  const [name, locator = ''] = splitDescriptor(resolution);
  if (linkType === 'soft' || locator.startsWith('workspace:')) {
    const folder = locator.slice(locator.indexOf(':') + 1).split('::')[0] ?? '';
    graph.add({ line, descriptors, workspace: folder, dependencies });
    return;
  }
  if (readSpecifier(name, locator.split(/#|::/)[0] ?? '').kind === 'local')
    return graph.add({ line, descriptors, dependencies });
  const listed = listedAs(name, locator, entry.version, line);
  if (listed === undefined) {
    problems.add('malformed', line, `${quoted(key)} has no resolution that makes sense, and was left out.`);
    return;
  }
  const called = { name, version: entry.version ?? versionIn(locator) };
  const fetched = fetchedBeside(listed, called, fetchedFor(name, locator), problems);
  graph.add({ line, descriptors, listed, fetched, isPatch: locator.startsWith('patch:'), dependencies });
}

/** Of a registry, Yarn fetches what the resolution says, not what the version does. */
function fetchedFor(name: string, locator: string): Called | undefined {
  const version = versionIn(locator);
  const archived = tarballOf(archiveOf(locator) ?? locator.split('::')[0]);
  return archived ?? (version !== undefined && isExactVersion(version) ? { name, version } : undefined);
}

function versionIn(locator: string): string | undefined {
  return locator.startsWith('npm:') ? locator.slice('npm:'.length).split('::')[0] : undefined;
}

function archiveOf(locator: string): string | undefined {
  const [, ...bindings] = locator.split('::');
  const archive = /(?:^|&)__archiveUrl=([^&]*)/.exec(bindings.join('&'))?.[1];
  return archive === undefined ? undefined : decoded(archive);
}

/** Yarn 4 writes `npm:` before every range, Yarn 2 and 3 in keys alone. */
function normalised(descriptor: string): string {
  const [name, range = ''] = splitDescriptor(descriptor);
  return /^[a-z+]+:/.test(range) || range === '' ? descriptor : `${name}@npm:${range}`;
}

function listedAs(name: string, locator: string, version: string | undefined, line: number): Draft | undefined {
  const [address = ''] = locator.split('::');
  const purl = npmPurl(name, version ?? versionIn(locator));
  if (purl === undefined || address === '') return undefined;
  const source = /^(?:npm|patch):/.test(address) ? sourceOf(archiveOf(locator)) : withoutCredentials(address);
  return { purl, line, ...(source === undefined ? {} : { source }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
