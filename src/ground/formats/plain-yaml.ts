import type { Document, Node, YAMLMap } from 'yaml';
import { FileFormatError, type FileProblem } from './file-format-error.ts';

type Yaml = typeof import('yaml');
export type Path = readonly PropertyKey[];

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file's value without YAML's machinery, and where each part of it stands. */
export interface PlainYaml {
  /** Objects have no prototype. */
  readonly value: unknown;
  /** Of the value at a path, or, where there is none, of the nearest thing around it. */
  readonly positionOf: (path: Path) => Position;
  readonly positionOfKey: (path: Path) => Position;
}

const maxDepth = 32;

/** Throws FileFormatError for what is not YAML 1.2, nested too deep, or uses anchors, aliases, tags or keys that are not text. */
export async function plainYaml(file: string, text: string): Promise<PlainYaml> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  // Duplicate keys are found by the reader below: the library's own check is quadratic.
  const document = yaml.parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  refuseSyntaxErrors(file, document, position);
  return new Reader(yaml, file, position).read(document);
}

function refuseSyntaxErrors(file: string, document: Document, position: (offset: number) => Position): void {
  const wrong = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (wrong === undefined) return;
  throw new FileFormatError(file, [{ ...problemOf(wrong), ...position(wrong.pos[0]) }]);
}

function problemOf({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): Omit<FileProblem, keyof Position> {
  // The library's parser is recursive, and turns its own overflow into an error.
  if (message.startsWith('Maximum call stack')) return tooDeep;
  if (code === 'MULTIPLE_DOCS')
    return {
      code: 'syntax',
      message: 'a second document begins',
      expected: 'one document',
      next: 'Remove the --- and what follows.',
    };
  return { code: 'syntax', message, expected: 'YAML 1.2', next: 'Correct the syntax here.' };
}

const tooDeep = {
  code: 'too-deep',
  message: 'nested too deep',
  expected: `at most ${maxDepth} levels`,
  next: 'Make it flatter.',
} as const;

class Reader {
  readonly #yaml: Yaml;
  readonly #file: string;
  readonly #position: (offset: number) => Position;
  readonly #values = new Map<string, number>();
  readonly #keys = new Map<string, number>();

  constructor(yaml: Yaml, file: string, position: (offset: number) => Position) {
    this.#yaml = yaml;
    this.#file = file;
    this.#position = position;
  }

  read(document: Document): PlainYaml {
    const value = this.#value(document.contents, []);
    const nearest = (path: Path): number => {
      for (let length = path.length; length >= 0; length -= 1) {
        const offset = this.#values.get(joined(path.slice(0, length)));
        if (offset !== undefined) return offset;
      }
      return 0;
    };
    return {
      value,
      positionOf: (path) => this.#position(nearest(path)),
      positionOfKey: (path) => this.#position(this.#keys.get(joined(path)) ?? nearest(path)),
    };
  }

  #value(node: Node | null, path: Path): unknown {
    this.#values.set(joined(path), offsetOf(node));
    if (node === null) return null;
    if (path.length > maxDepth) this.#refuse(node, tooDeep);
    if (this.#yaml.isAlias(node))
      return this.#refuse(node, {
        code: 'not-supported',
        message: `the alias *${node.source}`,
        expected: 'the value itself',
        next: 'Write it out.',
      });
    const { anchor, tag } = node as { anchor?: string; tag?: string };
    if (anchor !== undefined)
      this.#refuse(node, {
        code: 'not-supported',
        message: `the anchor &${anchor}`,
        expected: 'a plain value',
        next: 'Remove the anchor.',
      });
    if (tag !== undefined)
      this.#refuse(node, {
        code: 'not-supported',
        message: `the tag ${tag}`,
        expected: 'a plain value',
        next: 'Remove the tag.',
      });
    if (this.#yaml.isMap<Node | null, Node | null>(node)) return this.#map(node, path);
    if (this.#yaml.isSeq<Node | null>(node))
      return node.items.map((item, index) => this.#value(item, [...path, index]));
    return this.#yaml.isScalar(node) ? node.value : null;
  }

  #map(map: YAMLMap<Node | null, Node | null>, path: Path): unknown {
    // Without a prototype, `__proto__` is a key like another.
    const members = Object.create(null) as Record<string, unknown>;
    for (const { key, value } of map.items) {
      const name = this.#yaml.isScalar(key) ? key.value : undefined;
      if (typeof name !== 'string')
        return this.#refuse(key ?? map, {
          code: 'not-supported',
          message: 'a key that is not text',
          expected: 'a word',
          next: 'Put the key in quotes.',
        });
      if (Object.hasOwn(members, name))
        this.#refuse(key, {
          code: 'duplicate-key',
          message: `"${name}" stands here a second time`,
          expected: 'each key once',
          next: 'Remove one of them.',
        });
      const inner = [...path, name];
      this.#keys.set(joined(inner), offsetOf(key));
      members[name] = this.#value(value, inner);
      if (value === null) this.#values.set(joined(inner), offsetOf(key));
    }
    return members;
  }

  #refuse(node: Node | null, problem: Omit<FileProblem, 'line' | 'column'>): never {
    throw new FileFormatError(this.#file, [{ ...problem, ...this.#position(offsetOf(node)) }]);
  }
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

/** A path as a map's key. JSON keeps `["a", "b"]` and `["a,b"]` apart. */
function joined(path: Path): string {
  return JSON.stringify(path.map(String));
}
