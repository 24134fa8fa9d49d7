import { type JsonDuplicate, type JsonKind, JsonNode } from './json-node.ts';
import { JsonScanner } from './json-scanner.ts';

export interface JsonOptions {
  /** `performance.now()` after which reading ends with a JsonFailure. */
  readonly deadline: number;
  /** How deep objects and arrays may nest: 1,000. */
  readonly maxDepth?: number;
  /** Comments and trailing commas are read over, as in tsconfig.json, deno.jsonc and bun.lock. */
  readonly tolerant?: boolean;
}

/** The whole file as a tree. Strict as JSON.parse, but for a byte order mark. Throws JsonFailure. */
export function readJson(bytes: Uint8Array, options: JsonOptions): JsonNode {
  return streamJson(bytes, options, (reader) => reader.value());
}

/**
 * Walks over a file without building what nobody wants: `visit` takes the root value with one of the reader's methods. What it has gathered
 * before a JsonFailure is thrown is as far as the file could be read.
 */
export function streamJson<T>(bytes: Uint8Array, options: JsonOptions, visit: (reader: JsonReader) => T): T {
  return new JsonReader(bytes, options).root(visit);
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
const quote = 0x22;

/** Stands before one value at a time, which is taken at most once; a member or an element that a visitor does not take is skipped. */
export class JsonReader {
  readonly #scanner: JsonScanner;
  readonly #maxDepth: number;
  #depth = 0;
  /** Whether a value waits to be taken. */
  #waiting = false;
  /** The line of the key before the value that waits. */
  #keyLine: number | undefined;

  constructor(bytes: Uint8Array, { deadline, maxDepth = 1000, tolerant = false }: JsonOptions) {
    this.#scanner = new JsonScanner(bytes, deadline, tolerant);
    this.#maxDepth = maxDepth;
  }

  root<T>(visit: (reader: JsonReader) => T): T {
    const scanner = this.#scanner;
    scanner.space();
    this.#waiting = true;
    const result = visit(this);
    if (this.#waiting) this.skip();
    scanner.space();
    if (!scanner.ended) scanner.fail('something stands after the end of the value');
    return result;
  }

  /** What kind of value waits, as its first byte promises. */
  get kind(): JsonKind {
    switch (this.#scanner.byte) {
      case openBrace:
        return 'object';
      case openBracket:
        return 'array';
      case quote:
        return 'string';
      case 0x74:
      case 0x66:
        return 'boolean';
      case 0x6e:
        return 'null';
      default:
        return 'number';
    }
  }

  /** The line on which the reader stands. */
  get line(): number {
    return this.#scanner.line;
  }

  /** Takes the waiting value as a tree. */
  value(): JsonNode {
    const node = this.#walk(true, this.#take());
    if (node === undefined) throw new Error('A walk that builds gives a node.');
    return node;
  }

  /** Takes the waiting value, and checks it, without building anything. */
  skip(): void {
    this.#walk(false, this.#take());
  }

  /** Takes an object member by member, duplicates too. Anything else is skipped: false. */
  members(visit: (key: string, line: number) => void): boolean {
    if (this.#scanner.byte !== openBrace) return this.#skipped();
    this.#take();
    this.#each(closeBrace, () => {
      const line = this.#scanner.line;
      const key = this.#key();
      this.#keyLine = line;
      this.#waiting = true;
      visit(key, line);
    });
    return true;
  }

  /** Takes an array item by item. Anything else is skipped: false. */
  elements(visit: (index: number, line: number) => void): boolean {
    if (this.#scanner.byte !== openBracket) return this.#skipped();
    this.#take();
    let index = 0;
    this.#each(closeBracket, () => {
      this.#waiting = true;
      visit(index, this.#scanner.line);
      index += 1;
    });
    return true;
  }

  #skipped(): false {
    this.skip();
    return false;
  }

  #each(close: number, visit: () => void): void {
    const scanner = this.#scanner;
    this.#enter();
    scanner.step();
    scanner.space();
    while (scanner.byte !== close) {
      visit();
      if (this.#waiting) this.skip();
      scanner.space();
      if (scanner.byte === comma) this.#afterComma(close);
      else if (scanner.byte !== close) scanner.unexpected(close === closeBrace ? '"," or "}"' : '"," or "]"');
    }
    scanner.step();
    this.#depth -= 1;
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > this.#maxDepth) this.#scanner.fail(`nested deeper than ${this.#maxDepth} levels`, 'too-deep');
  }

  #afterComma(close: number): void {
    const scanner = this.#scanner;
    scanner.step();
    scanner.space();
    if (scanner.byte === close && !scanner.tolerant) scanner.unexpected('a value after ","');
  }

  /** Reads `"key" :` and the space behind it. */
  #key(): string {
    const scanner = this.#scanner;
    if (scanner.byte !== quote) scanner.unexpected('a key in double quotes');
    const key = scanner.string(true);
    this.#colon();
    return key;
  }

  #colon(): void {
    const scanner = this.#scanner;
    scanner.space();
    if (scanner.byte !== colon) scanner.unexpected('":"');
    scanner.step();
    scanner.space();
  }

  #take(): number {
    if (!this.#waiting) throw new Error('A value of a JSON file is taken once.');
    this.#waiting = false;
    const line = this.#keyLine ?? this.#scanner.line;
    this.#keyLine = undefined;
    return line;
  }

  /** One value, however deep, without recursion. */
  #walk(build: boolean, firstLine: number): JsonNode | undefined {
    const scanner = this.#scanner;
    const open = new OpenContainers();
    let line = firstLine;
    for (;;) {
      const first = scanner.byte;
      let node: JsonNode | undefined;
      if (first === openBrace || first === openBracket) {
        this.#enter();
        open.push(first === openBrace, build ? container(first === openBrace, line) : undefined);
        scanner.step();
        scanner.space();
        if (scanner.byte !== open.close) {
          line = this.#beforeValue(open, build);
          continue;
        }
        node = this.#leave(open);
      } else node = this.#scalar(build, line);
      // A value has ended: so do all containers that close behind it.
      for (;;) {
        if (open.isEmpty) return node;
        if (node !== undefined) open.add(node);
        scanner.space();
        if (scanner.byte === comma) {
          this.#afterComma(open.close);
          if (scanner.byte !== open.close) {
            line = this.#beforeValue(open, build);
            break;
          }
        } else if (scanner.byte !== open.close) scanner.unexpected('"," or the end of what was opened');
        node = this.#leave(open);
      }
    }
  }

  /** Reads the key where one is due. Returns the line of what comes. */
  #beforeValue(open: OpenContainers, build: boolean): number {
    const line = this.#scanner.line;
    if (open.close === closeBracket) return line;
    if (build) open.key = this.#key();
    else {
      if (this.#scanner.byte !== quote) this.#scanner.unexpected('a key in double quotes');
      this.#scanner.skipString();
      this.#colon();
    }
    return line;
  }

  #leave(open: OpenContainers): JsonNode | undefined {
    const node = open.pop();
    if (node !== undefined) node.endLine = this.#scanner.line;
    this.#scanner.step();
    this.#depth -= 1;
    return node;
  }

  #scalar(build: boolean, line: number): JsonNode | undefined {
    const scanner = this.#scanner;
    if (scanner.byte === quote) {
      if (build) return new JsonNode('string', line, scanner.string(false));
      scanner.skipString();
      return undefined;
    }
    const value = scanner.literal();
    if (!build) return undefined;
    if (value === null) return new JsonNode('null', line, null);
    return new JsonNode(typeof value === 'number' ? 'number' : 'boolean', line, value);
  }
}

function container(isObject: boolean, line: number): JsonNode {
  return isObject ? new JsonNode('object', line, new Map()) : new JsonNode('array', line, []);
}

/** The containers around the value that is read, outermost first. */
class OpenContainers {
  readonly #nodes: (JsonNode | undefined)[] = [];
  readonly #keys: string[] = [];
  readonly #objects: boolean[] = [];
  /** The byte that closes the innermost. */
  close = 0;

  get isEmpty(): boolean {
    return this.#objects.length === 0;
  }

  set key(key: string) {
    this.#keys[this.#objects.length - 1] = key;
  }

  push(isObject: boolean, node: JsonNode | undefined): void {
    this.#objects.push(isObject);
    this.#nodes.push(node);
    this.#keys.push('');
    this.close = isObject ? closeBrace : closeBracket;
  }

  pop(): JsonNode | undefined {
    this.#objects.pop();
    this.#keys.pop();
    this.close = this.#objects.at(-1) ? closeBrace : closeBracket;
    return this.#nodes.pop();
  }

  add(node: JsonNode): void {
    const into = this.#nodes.at(-1);
    if (into === undefined) return;
    if (into.value instanceof Map) {
      const key = this.#keys.at(-1) ?? '';
      const hidden = into.value.get(key);
      if (hidden !== undefined) noteDuplicate(into, { key, hidden, line: node.line });
      into.value.set(key, node);
    } else (into.value as JsonNode[]).push(node);
  }
}

function noteDuplicate(node: JsonNode, duplicate: JsonDuplicate): void {
  node.duplicates ??= [];
  node.duplicates.push(duplicate);
}
