/**
 * A value of a JSON file, with its place. Its accessors answer with nothing where the type is another, so that a reader of files that anybody
 * may have written need not ask for types: `node.get('a')?.text`.
 */
export class JsonNode {
  readonly kind: JsonKind;
  /** Where it begins; a member's, where its key stands. Counts from 1. */
  readonly line: number;
  /** Where its bracket closes; `line` for anything without brackets. */
  endLine: number;
  readonly value: JsonValue;
  /** Members that stand again further down, under the same key: the last one counts, as in JSON.parse. */
  duplicates: JsonDuplicate[] | undefined;

  constructor(kind: JsonKind, line: number, value: JsonValue) {
    this.kind = kind;
    this.line = line;
    this.endLine = line;
    this.value = value;
    this.duplicates = undefined;
  }

  /** A member's value; undefined also when this is no object. */
  get(key: string): JsonNode | undefined {
    return this.value instanceof Map ? this.value.get(key) : undefined;
  }

  /** The members in order; none when this is no object. */
  get members(): ReadonlyMap<string, JsonNode> {
    return this.value instanceof Map ? this.value : noMembers;
  }

  /** The items of an array; none when this is none. */
  get items(): readonly JsonNode[] {
    return Array.isArray(this.value) ? (this.value as readonly JsonNode[]) : noItems;
  }

  /** A string's text. */
  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  get isTrue(): boolean {
    return this.value === true;
  }
}

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

type JsonValue = Map<string, JsonNode> | readonly JsonNode[] | string | number | boolean | null;

export interface JsonDuplicate {
  readonly key: string;
  /** What the later member hides. */
  readonly hidden: JsonNode;
  /** Where the key stands again. */
  readonly line: number;
}

const noMembers: ReadonlyMap<string, JsonNode> = new Map();
const noItems: readonly JsonNode[] = [];
