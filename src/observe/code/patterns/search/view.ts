import type { Names } from '../match/names.ts';
import type { PatternLanguage } from '../tree/languages.ts';
import { K, kindCount, type Node } from '../tree/node.ts';

/** A text that rules look at, with what is worked out of it once for all of them. */
export class View {
  readonly text: string;
  readonly language: PatternLanguage;
  readonly root: Node;
  readonly names: Names;
  /** How far into the file the text begins, when it is a part of one. */
  readonly offset: number;
  /** Where a place in it stands in the file, when it was taken out of one. */
  readonly origin: ((offset: number) => number) | undefined;
  private kinds: Node[][] | undefined;
  private readonly callees = new Map<string, Node[]>();
  private lineStarts: number[] | undefined;

  constructor(
    text: string,
    language: PatternLanguage,
    root: Node,
    names: Names,
    offset = 0,
    origin?: (offset: number) => number,
  ) {
    this.origin = origin;
    this.text = text;
    this.language = language;
    this.root = root;
    this.names = names;
    this.offset = offset;
  }

  ofKind(kind: number): readonly Node[] {
    this.kinds ??= this.index();
    return this.kinds[kind]!;
  }

  /** Calls, and whatever else has a callee, by its last name. */
  calls(name: string): readonly Node[] {
    this.kinds ??= this.index();
    return this.callees.get(name) ?? [];
  }

  private index(): Node[][] {
    const kinds = Array.from({ length: kindCount }, (): Node[] => []);
    const open: Node[] = [this.root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      kinds[node.kind]!.push(node);
      if (node.kind === K.call) this.addCall(node);
      for (let i = node.kids.length - 1; i >= 0; i -= 1) if (node.kids[i]!.kind !== K.none) open.push(node.kids[i]!);
      for (const attribute of node.attributes) open.push(attribute);
    }
    return kinds;
  }

  private addCall(node: Node): void {
    const callee = node.kids[0]!;
    const name = lastName(callee);
    if (name === undefined) return;
    this.add(name, node);
    if (callee.kind !== K.name) return;
    const expanded = this.names.expanded(callee);
    const other = expanded === undefined ? undefined : lastName(expanded);
    if (other !== undefined && other !== name) this.add(other, node);
  }

  private add(name: string, node: Node): void {
    const known = this.callees.get(name);
    if (known === undefined) this.callees.set(name, [node]);
    else known.push(node);
  }

  /** Line and column from 1, columns in UTF-16 units. */
  position(offset: number): readonly [line: number, column: number] {
    this.lineStarts ??= startsOf(this.text);
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - this.lineStarts[low]! + 1];
  }
}

/** What a callee is called in the end: `b` of `a.b`. */
export function lastName(callee: Node): string | undefined {
  if (callee.kind === K.name) return callee.text;
  const name = callee.kind === K.member ? callee.kids[1]! : callee.kind === K.generic ? callee.kids[0]! : undefined;
  return name?.kind === K.name
    ? name.text
    : name?.kind === K.generic || name?.kind === K.member
      ? lastName(name)
      : undefined;
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
