import { JsonNode } from '#ground/formats';
import type { DependencyFileProblem } from '#ground/model';
import { parse, TomlDate, TomlError } from 'smol-toml';
import { type ReadableFile, ReadFailure } from './reader.ts';
import { Patience, textOf } from './text-lines.ts';
import { type TomlPair, TomlStatements } from './toml-statements.ts';

/** A table of a TOML file: what stands between its header and the next one. */
export interface TomlBlock {
  /** Its header, taken apart: `[tool.poetry]` → `['tool', 'poetry']`; empty for what stands before the first one. */
  readonly path: readonly string[];
  /** `[[package]]`: one of many. */
  readonly isItem: boolean;
  readonly line: number;
  readonly endLine: number;
  /** What it says, as a tree with lines: its keys', and those of the items of arrays. Dates are strings. */
  readonly table: JsonNode;
}

/** Is told what is wrong with a part of the file, which is left out. */
interface Problems {
  problem(kind: DependencyFileProblem['kind'], line: number, detail: string): void;
}

/**
 * The tables of a TOML file one after the other, so that only one of them stands in memory. One that is no TOML is read pair by pair, and
 * those pairs that are none are told and left out. Throws ReadFailure `timed-out` or `too-large`.
 */
export function* tomlBlocks(file: ReadableFile, deadline: number, problems: Problems): Generator<TomlBlock, void> {
  const text = textOf(file);
  const patience = new Patience(deadline);
  const statements = new TomlStatements(text, patience);
  let header: Omit<TomlBlock, 'table' | 'endLine'> = { path: [], isItem: false, line: 1 };
  let pairs: TomlPair[] = [];
  const ended = (): TomlBlock => ({
    ...header,
    endLine: pairs.at(-1)?.endLine ?? header.line,
    table: tableOf(text, header.line, pairs, problems),
  });
  for (let next = statements.next(); next !== undefined; next = statements.next()) {
    if (next.kind === 'pair') {
      pairs.push(next);
      continue;
    }
    if (pairs.length > 0 || header.path.length > 0) yield ended();
    pairs = [];
    const path = keyOf(next.key);
    if (path === undefined) problems.problem('malformed', next.line, 'This is no header of a table.');
    header = { path: path ?? [''], isItem: next.isItem, line: next.line };
  }
  if (pairs.length > 0 || header.path.length > 0) yield ended();
}

/**
 * The tables of a lockfile whose packages are `[[package]]`, as tomlBlocks gives them; also where a file has them as inline tables, in
 * `package = [{…}]`, and their own tables in `source = {…}`. A `package` of another shape is told as `unsupported`.
 */
export function* lockedBlocks(file: ReadableFile, deadline: number, problems: Problems): Generator<TomlBlock, void> {
  for (const block of tomlBlocks(file, deadline, problems)) {
    const { path, isItem, table, line } = block;
    yield block;
    if (path.length === 1 && path[0] === 'package') {
      if (isItem) yield* innerBlocks(block);
      else problems.problem('unsupported', line, 'A table of packages that is none of many.');
    }
    const inline = path.length === 0 ? table.get('package') : undefined;
    if (inline !== undefined && inline.kind !== 'array')
      problems.problem('unsupported', inline.line, 'The packages are no list.');
    for (const item of inline?.items ?? []) {
      if (item.kind !== 'object') problems.problem('unsupported', item.line, 'A package that is no table.');
      const made = { path: ['package'], isItem: true, line: item.line, endLine: item.endLine, table: item };
      yield made;
      yield* innerBlocks(made);
    }
  }
}

function* innerBlocks({ path, table }: TomlBlock): Generator<TomlBlock, void> {
  for (const [key, node] of table.members)
    if (node.kind === 'object')
      yield { path: [...path, key], isItem: false, line: node.line, endLine: node.endLine, table: node };
}

/** The whole file as one tree: for manifests, which people write. Throws ReadFailure. */
export function readToml(file: ReadableFile, deadline: number, problems: Problems): JsonNode {
  const root = new JsonNode('object', 1, new Map());
  let blocks = 0;
  for (const block of tomlBlocks(file, deadline, problems)) {
    blocks += 1;
    const outer = block.path.slice(0, -1).reduce((at, key) => inner(at, key, block.line), root);
    const last = block.path.at(-1);
    if (last === undefined) merge(root, block.table, problems);
    else if (block.isItem) itemsOf(outer, last, block.line).push(block.table);
    else merge(inner(outer, last, block.line), block.table, problems);
  }
  if (blocks === 0 && /\S/.test(Buffer.from(file.bytes.subarray(0, 4096)).toString().replace(/#.*/g, '')))
    throw new ReadFailure('malformed', 'Nothing in it is TOML.', 1);
  return root;
}

/** A table below another one, made where it does not stand; the newest of many. */
function inner(at: JsonNode, key: string, line: number): JsonNode {
  const known = at.get(key);
  const node = known?.kind === 'array' ? known.items.at(-1) : known;
  if (node?.kind === 'object') return node;
  const made = new JsonNode('object', line, new Map());
  mapOf(at).set(key, made);
  return made;
}

function itemsOf(at: JsonNode, key: string, line: number): JsonNode[] {
  const known = at.get(key);
  // Made by this file, and by nobody else's hands.
  if (known?.kind === 'array') return known.value as JsonNode[];
  const items: JsonNode[] = [];
  mapOf(at).set(key, new JsonNode('array', line, items));
  return items;
}

function merge(into: JsonNode, from: JsonNode, problems: Problems): void {
  for (const [key, node] of from.members) put(mapOf(into), key, node, problems);
}

function mapOf(node: JsonNode): Map<string, JsonNode> {
  return node.value instanceof Map ? node.value : new Map();
}

/** What was said first counts. */
function put(members: Map<string, JsonNode>, key: string, node: JsonNode, problems: Problems): void {
  if (members.has(key))
    problems.problem('duplicate', node.line, `The key ${key.slice(0, 80)} stands here a second time.`);
  else members.set(key, node);
}

function tableOf(text: string, line: number, pairs: readonly TomlPair[], problems: Problems): JsonNode {
  const members = new Map<string, JsonNode>();
  const whole = parsed(text.slice(pairs[0]?.start ?? 0, pairs.at(-1)?.end ?? 0));
  for (const pair of pairs) {
    const path = keyOf(pair.key);
    const values = path === undefined ? undefined : (whole ?? parsed(text.slice(pair.start, pair.end)));
    if (path === undefined || values === undefined) {
      problems.problem('malformed', pair.line, 'This is no TOML.');
      continue;
    }
    let at = members;
    for (const key of path.slice(0, -1)) {
      const node = at.get(key);
      if (node?.value instanceof Map) at = node.value;
      else {
        const made = new Map<string, JsonNode>();
        at.set(key, new JsonNode('object', pair.line, made));
        at = made;
      }
    }
    put(at, path.at(-1) ?? '', nodeOf(valueAt(values, path), pair.line, pair.itemLines), problems);
  }
  return new JsonNode('object', line, members);
}

function parsed(text: string): unknown {
  if (text === '') return {};
  try {
    return parse(text, { maxDepth: 64 });
  } catch (error) {
    if (error instanceof TomlError) return undefined;
    throw error;
  }
}

function valueAt(values: unknown, path: readonly string[]): unknown {
  let value = values;
  for (const key of path) value = isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

function nodeOf(value: unknown, line: number, itemLines: readonly number[] = []): JsonNode {
  if (Array.isArray(value))
    return new JsonNode(
      'array',
      line,
      value.map((item: unknown, i) => nodeOf(item, itemLines[i] ?? itemLines.at(-1) ?? line)),
    );
  if (value instanceof TomlDate) return new JsonNode('string', line, value.toISOString());
  if (isTable(value)) {
    const members = new Map<string, JsonNode>();
    for (const key of Object.keys(value)) members.set(key, nodeOf(value[key], line));
    return new JsonNode('object', line, members);
  }
  if (typeof value === 'number') return new JsonNode('number', line, value);
  if (typeof value === 'boolean') return new JsonNode('boolean', line, value);
  return new JsonNode('string', line, typeof value === 'string' ? value : '');
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** `a."b.c"` → `['a', 'b.c']`; undefined for what is no key. */
function keyOf(text: string): readonly string[] | undefined {
  const key = text.trim();
  if (/^[\w-]+$/.test(key)) return [key];
  if (/^[\w-]+(?:\.[\w-]+)*$/.test(key)) return key.split('.');
  const path: string[] = [];
  for (let node = parsed(`${key}=0`); isTable(node);) {
    const [name, more] = Object.keys(node);
    if (name === undefined || more !== undefined) return undefined;
    path.push(name);
    node = node[name];
  }
  return path.length === 0 ? undefined : path;
}
