import type { Draft } from '../../dependency-graph.ts';
import { type Problems, quoted } from '../../problems.ts';
import { type ReadableFile, ReadFailure } from '../../reader.ts';
import type { Dependency, DescriptorGraph } from './descriptor-graph.ts';
import { npmPurl, readSpecifier, sourceOf, splitDescriptor } from './specifier.ts';
import { fetchedBeside, tarballOf } from './tarball.ts';

interface EntryBeingRead {
  readonly line: number;
  readonly descriptors: readonly string[];
  version: string | undefined;
  resolved: string | undefined;
  integrity: string | undefined;
  section: string | undefined;
  readonly dependencies: Dependency[];
}

const clockEvery = 8192;
const longestLine = 1024 * 1024;

/** Yarn 1: a line of descriptors, and below it, indented, words with their values. */
export function readClassic(file: ReadableFile, deadline: number, graph: DescriptorGraph, problems: Problems): void {
  const { bytes } = file;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let entry: EntryBeingRead | undefined;
  let entries = 0;
  let line = 0;
  for (let start = 0; start < buffer.length;) {
    const found = buffer.indexOf(0x0a, start);
    const end = found === -1 ? buffer.length : found;
    line += 1;
    if (line % clockEvery === 0 && performance.now() > deadline)
      throw new ReadFailure('timed-out', 'The time was up.', line);
    if (end - start > longestLine) throw new ReadFailure('too-large', 'A line is longer than 1 MiB.', line);
    const written = buffer.toString('utf8', start, end);
    start = end + 1;
    const text = written.trim();
    if (text === '' || text.startsWith('#')) continue;
    const indent = written.length - written.trimStart().length;
    if (indent === 0 || written.startsWith('\uFEFF')) {
      if (entry !== undefined) addEntry(entry, graph, problems);
      entry = begin(text, line);
      entries += 1;
    } else if (entry === undefined)
      problems.add('unsupported', line, 'A line that belongs to no entry: it was left out.');
    else say(entry, indent, text);
  }
  if (entry !== undefined) addEntry(entry, graph, problems);
  if (entries > 0 && graph.packages.length === 0 && !isYarns(buffer))
    throw new ReadFailure('malformed', 'It is no yarn.lock.', 1);
}

function isYarns(buffer: Buffer): boolean {
  return buffer.subarray(0, 4096).includes('# yarn lockfile v1');
}

function begin(text: string, line: number): EntryBeingRead {
  const descriptors = text.endsWith(':') ? words(text.slice(0, -1)).filter((word) => word !== ',') : [];
  return {
    line,
    descriptors,
    version: undefined,
    resolved: undefined,
    integrity: undefined,
    section: undefined,
    dependencies: [],
  };
}

function say(entry: EntryBeingRead, indent: number, text: string): void {
  if (text.endsWith(':') && !text.includes(' ')) {
    entry.section = text.slice(0, -1);
    return;
  }
  const [word = '', value = ''] = words(text);
  if (indent > 2) {
    if (entry.section === 'dependencies' || entry.section === 'optionalDependencies')
      entry.dependencies.push({
        name: word,
        descriptor: `${word}@${value}`,
        constraint: value,
        isOptional: entry.section === 'optionalDependencies',
      });
    return;
  }
  entry.section = undefined;
  if (word === 'version' || word === 'resolved' || word === 'integrity') entry[word] = value;
}

function addEntry(entry: EntryBeingRead, graph: DescriptorGraph, problems: Problems): void {
  const { line, descriptors, dependencies } = entry;
  const [name, range = ''] = splitDescriptor(descriptors[0] ?? '');
  const specifier = readSpecifier(name, range);
  if (specifier.kind === 'local' && entry.resolved === undefined) return graph.add({ line, descriptors, dependencies });
  const called = { name: 'range' in specifier ? specifier.name : name, version: entry.version };
  const listed = entry.version === undefined ? undefined : listedAs(entry, called.name);
  if (listed === undefined) {
    problems.add('malformed', line, `The entry ${quoted(descriptors[0] ?? '')} makes no sense, and was left out.`);
    return;
  }
  const fetched = fetchedBeside(listed, called, tarballOf(entry.resolved), problems);
  graph.add({ line, descriptors, listed, fetched, dependencies });
}

function listedAs(entry: EntryBeingRead, name: string): Draft | undefined {
  const purl = npmPurl(name, entry.version);
  if (purl === undefined) return undefined;
  const source = sourceOf(entry.resolved);
  const ranges = entry.descriptors.map((descriptor) => {
    const [alias, range = ''] = splitDescriptor(descriptor);
    const specifier = readSpecifier(alias, range);
    if ('range' in specifier) return specifier.range;
    return specifier.kind === 'remote' ? specifier.source : range;
  });
  return {
    purl,
    line: entry.line,
    constraint: ranges.join(', '),
    ...(entry.integrity !== undefined && /^sha\d+-/.test(entry.integrity) ? { integrity: entry.integrity } : {}),
    ...(source === undefined ? {} : { source }),
  };
}

/** The words of a line: bare up to a space or a comma, or in quotes with JSON's escapes. A comma is a word. */
function words(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    const character = text[at];
    if (character === ' ') at += 1;
    else if (character === ',') {
      found.push(',');
      at += 1;
    } else {
      const end = character === '"' ? quoteEnd(text, at) : bareEnd(text, at);
      const word = text.slice(at, end);
      found.push(character === '"' ? unquoted(word) : word);
      at = end;
    }
  }
  return found;
}

function quoteEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function bareEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== ' ' && text[at] !== ',') at += 1;
  return at;
}

function unquoted(word: string): string {
  if (!word.includes('\\')) return word.slice(1, word.endsWith('"') && word.length > 1 ? -1 : undefined);
  try {
    return String(JSON.parse(word));
  } catch {
    return word.slice(1, -1);
  }
}
