import { ConstKind, Op } from './ir.ts';
import { SlotKind, type SsaState } from './ssa.ts';

/** What a list or table that the code makes holds at a place, where all of that is known. Values of the function. */
export type Content =
  | { readonly is: 'list'; readonly items: readonly number[] }
  | { readonly is: 'table' | 'map'; readonly members: ReadonlyMap<string, number> };

/** The code so far, as far as literals are looked into. */
interface Code {
  readonly code: readonly number[];
  readonly pool: readonly number[];
  text(number: number): string;
}

const mostItems = 24;
/** Literals that are spread into each other. */
const deepest = 8;

function sizeOf(content: Content): number {
  return content.is === 'list' ? content.items.length : content.members.size;
}

/**
 * Lists and tables of which it is known, in straight code and where ways meet with the same, what they hold: from the literal on, through
 * what is put in and taken out, until somebody else gets hold of them.
 */
export class Containers {
  readonly #ssa: SsaState;
  readonly #code: Code;
  /** By the value that makes it. */
  readonly #slots = new Map<number, number>();
  /** The first one: not known. */
  readonly #contents: (Content | undefined)[] = [undefined];
  readonly #released = new Set<number>();
  /** What calls make. */
  readonly #made = new Map<number, Content>();

  constructor(ssa: SsaState, code: Code) {
    this.#ssa = ssa;
    this.#code = code;
  }

  /** The value that makes it: guards and types around it put aside. */
  rootOf(value: number): number {
    const { code } = this.#code;
    let root = this.#ssa.rootOf(value);
    while (code[root * 6] === Op.Typed) root = this.#ssa.rootOf(code[root * 6 + 1]!);
    return root;
  }

  of(value: number, depth = 0): Content | undefined {
    const root = this.rootOf(value);
    const op = this.#code.code[root * 6];
    if (op !== Op.Array && op !== Op.Object && !(op === Op.Call && this.#made.has(root))) return undefined;
    if (this.#released.has(root)) return undefined;
    const slot = this.#slots.get(root);
    const isOfRound = root >= this.#ssa.loopStart;
    if (slot !== undefined) {
      const known = this.#ssa.fact(slot, isOfRound);
      if (known >= 0) return this.#contents[known];
    }
    return isOfRound && depth < deepest ? this.#initial(root, op, depth) : undefined;
  }

  /** What a value that is no literal holds from the beginning. */
  make(value: number, content: Content): void {
    if (sizeOf(content) > mostItems * 2) return;
    this.#made.set(value, content);
  }

  put(value: number, content: Content): void {
    const root = this.rootOf(value);
    let slot = this.#slots.get(root);
    if (slot === undefined) {
      slot = this.#ssa.slot(SlotKind.fact);
      this.#slots.set(root, slot);
    }
    this.#ssa.write(slot, sizeOf(content) > mostItems * 2 ? 0 : this.#contents.push(content) - 1);
  }

  /** Somebody else has it from here on. */
  release(value: number): void {
    const root = this.rootOf(value);
    const op = this.#code.code[root * 6];
    if (op === Op.Array || op === Op.Object || op === Op.Call) this.#released.add(root);
  }

  #initial(root: number, op: number | undefined, depth: number): Content | undefined {
    if (op === Op.Call) return this.#made.get(root);
    const { code, pool } = this.#code;
    const from = code[root * 6 + 1]!;
    const count = code[root * 6 + 2]!;
    if (count > mostItems) return undefined;
    if (op === Op.Array) {
      const items: number[] = [];
      for (let nth = from; nth < from + count; nth++) {
        if (pool[nth]! >= 0) items.push(pool[nth]!);
        else {
          const spread = this.of(-1 - pool[nth]!, depth + 1);
          if (spread?.is !== 'list' || items.length + spread.items.length > mostItems * 2) return undefined;
          items.push(...spread.items);
        }
      }
      return { is: 'list', items };
    }
    const members = new Map<string, number>();
    for (let nth = from; nth < from + count * 2; nth += 2) {
      const key = pool[nth]!;
      if (key < -1) return undefined;
      if (key >= 0) members.set(this.#code.text(key), pool[nth + 1]!);
      else {
        const spread = this.of(pool[nth + 1]!, depth + 1);
        if (spread?.is !== 'table') return undefined;
        for (const [name, value] of spread.members) members.set(name, value);
        if (members.size > mostItems * 2) return undefined;
      }
    }
    if (members.has('__proto__')) return undefined;
    return { is: 'table', members };
  }
}

/** A constant argument as the name of an item; undefined for others. */
export type ConstantOf = (value: number) => { readonly text: string; readonly kind: number } | undefined;

/** What a method leaves in a list or table, and what it gives: a value, something that is not there, or a list or table of its own. */
export interface Told {
  readonly left?: Content;
  readonly gives?: number | 'nothing' | 'itself';
  readonly makes?: Content;
}

/** What a method does with what a list or table holds; undefined: nobody knows. */
export function tell(
  content: Content,
  name: string,
  args: readonly number[],
  constantOf: ConstantOf,
  contentOf: (value: number) => Content | undefined,
): Told | undefined {
  if (args.some((each) => each < 0)) return undefined;
  return content.is === 'list'
    ? ofList(content.items, name, args, constantOf, contentOf)
    : ofTable(content, name, args, constantOf, contentOf);
}

const list = (items: readonly number[]): Content => ({ is: 'list', items });

function ofList(
  items: readonly number[],
  name: string,
  args: readonly number[],
  constantOf: ConstantOf,
  contentOf: (value: number) => Content | undefined,
): Told | undefined {
  const numberAt = (nth: number): number | undefined => {
    const constant = args[nth] === undefined ? undefined : constantOf(args[nth]);
    return constant?.kind === ConstKind.number ? Number(constant.text) : undefined;
  };
  const given = args[0] === undefined ? undefined : contentOf(args[0]);
  switch (name) {
    case 'push':
      return { left: list([...items, ...args]) };
    case 'append':
      return { left: list([...items, ...args]) };
    case 'unshift':
      return { left: list([...args, ...items]) };
    case 'clear':
      return { left: list([]) };
    case 'shift':
    case 'popleft':
      return taken(items, 0);
    case 'pop':
      return args.length === 0 ? taken(items, items.length - 1) : taken(items, numberAt(0));
    case 'appendleft':
      return { left: list([...args, ...items]) };
    case 'insert': {
      const at = numberAt(0);
      return at === undefined || args.length !== 2 ? undefined : { left: list(items.toSpliced(at, 0, args[1]!)) };
    }
    case 'extend':
      return given?.is === 'list' ? { left: list([...items, ...given.items]) } : undefined;
    case 'concat':
      return {
        makes: list([
          ...items,
          ...args.flatMap((each) => {
            const more = contentOf(each);
            return more?.is === 'list' ? more.items : [each];
          }),
        ]),
      };
    case 'splice':
    case 'toSpliced': {
      const [at, count] = [numberAt(0), numberAt(1)];
      if (at === undefined || (args.length > 1 && count === undefined)) return undefined;
      const left = items.toSpliced(at, count ?? items.length, ...args.slice(2));
      return name === 'toSpliced' ? { makes: list(left) } : { left: list(left) };
    }
    case 'slice': {
      const [from, to] = [numberAt(0), numberAt(1)];
      if ((args.length > 0 && from === undefined) || (args.length > 1 && to === undefined)) return undefined;
      return { makes: list(items.slice(from, to)) };
    }
    case 'with': {
      const at = numberAt(0);
      return at === undefined || args.length !== 2 || at >= items.length || at < -items.length
        ? undefined
        : { makes: list(items.with(at, args[1]!)) };
    }
    case 'at': {
      const at = numberAt(0);
      const item = at === undefined ? undefined : items.at(at);
      return item === undefined ? undefined : { gives: item };
    }
    case 'reverse':
      return { left: list(items.toReversed()), gives: 'itself' };
    case 'copy':
      return { makes: list(items) };
    default:
      return harmlessMethods.has(name) ? {} : undefined;
  }
}

/** They change nothing, and what they give to others are elements. */
const harmlessMethods = new Set(['join', 'includes', 'indexOf', 'lastIndexOf', 'index', 'count', 'has', 'toString']);

function taken(items: readonly number[], at: number | undefined): Told | undefined {
  const item = at === undefined ? undefined : items.at(at);
  return item === undefined || at === undefined ? undefined : { left: list(items.toSpliced(at, 1)), gives: item };
}

function ofTable(
  { is, members }: Extract<Content, { is: 'table' | 'map' }>,
  name: string,
  args: readonly number[],
  constantOf: ConstantOf,
  contentOf: (value: number) => Content | undefined,
): Told | undefined {
  const constant = args[0] === undefined ? undefined : constantOf(args[0]);
  const key = constant?.kind === ConstKind.text || constant?.kind === ConstKind.number ? constant.text : undefined;
  const left = (change: (members: Map<string, number>) => void): Content => {
    const changed = new Map(members);
    change(changed);
    return { is, members: changed };
  };
  switch (name) {
    case 'get':
      if (key === undefined) return undefined;
      return { gives: members.get(key) ?? args[1] ?? 'nothing' };
    case 'set':
      return key === undefined || args.length !== 2 || is !== 'map'
        ? undefined
        : { left: left((changed) => changed.set(key, args[1]!)), gives: 'itself' };
    case 'delete':
      return key === undefined ? undefined : { left: left((changed) => changed.delete(key)) };
    case 'pop':
      if (key === undefined || (!members.has(key) && args[1] === undefined)) return undefined;
      return { left: left((changed) => changed.delete(key)), gives: members.get(key) ?? args[1]! };
    case 'setdefault':
      if (key === undefined || args.length !== 2) return undefined;
      return members.has(key)
        ? { gives: members.get(key)! }
        : { left: left((changed) => changed.set(key, args[1]!)), gives: args[1]! };
    case 'update': {
      const given = args[0] === undefined ? undefined : contentOf(args[0]);
      if (given === undefined || given.is === 'list') return undefined;
      return { left: left((changed) => given.members.forEach((value, own) => changed.set(own, value))) };
    }
    case 'clear':
      return { left: { is, members: new Map() } };
    case 'copy':
      return { makes: { is, members } };
    case 'values':
      return { makes: { is: 'list', items: [...members.values()] } };
    default:
      return name === 'has' || name === 'hasOwnProperty' ? {} : undefined;
  }
}
