import { K, type Node } from '../tree/node.ts';
import { clean, joined, type Marks } from './labels.ts';

/** What variables and their fields carry at one point: `x`, `x.a`, `x[0]`. A clean field of a variable that is not is kept as clean. */
export class State {
  private readonly marks: Map<string, Marks>;
  /** After `return` and the like nothing counts any more. */
  isDead = false;

  constructor(marks: ReadonlyMap<string, Marks> = new Map()) {
    this.marks = new Map(marks);
  }

  copy(): State {
    return new State(this.marks);
  }

  get(path: string): Marks {
    for (let prefix = path; prefix !== ''; prefix = parentOf(prefix)) {
      const found = this.marks.get(prefix);
      if (found !== undefined) return found;
    }
    return clean;
  }

  /** With what its fields carry. */
  whole(path: string): Marks {
    let all = this.get(path);
    for (const [key, marks] of this.marks)
      if (key.startsWith(path) && (key[path.length] === '.' || key[path.length] === '[')) all = joined(all, marks);
    return all;
  }

  set(path: string, marks: Marks): void {
    for (const key of this.marks.keys())
      if (key.startsWith(path) && (key[path.length] === '.' || key[path.length] === '[')) this.marks.delete(key);
    const parent = parentOf(path);
    if (marks.length === 0 && (parent === '' || this.get(parent).length === 0)) this.marks.delete(path);
    else this.marks.set(path, marks);
  }

  add(path: string, marks: Marks): void {
    this.marks.set(path, joined(this.get(path), marks));
  }

  /** What is so on one way or on the other. */
  join(other: State): void {
    if (other.isDead) return;
    if (this.isDead) {
      this.marks.clear();
      for (const [key, marks] of other.marks) this.marks.set(key, marks);
      this.isDead = false;
      return;
    }
    for (const [key, marks] of other.marks) this.marks.set(key, joined(this.get(key), marks));
    for (const [key, marks] of this.marks)
      if (!other.marks.has(key)) this.marks.set(key, joined(marks, other.get(key)));
  }
}

function parentOf(path: string): string {
  const at = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
  return at <= 0 ? '' : path.slice(0, at);
}

/** What a piece of code is called as a variable or a field of one; undefined for anything else. */
export function pathOf(node: Node, depth = 0): string | undefined {
  if (depth > 12) return undefined;
  if (node.kind === K.name) return node.text.replaceAll('.', ':');
  if (node.kind === K.member && node.kids[1]!.kind === K.name) {
    const object = pathOf(node.kids[0]!, depth + 1);
    return object === undefined ? undefined : `${object}.${node.kids[1]!.text}`;
  }
  if (node.kind === K.index && node.kids.length === 2) {
    const [object, index] = node.kids as [Node, Node];
    if (index.kind !== K.string && index.kind !== K.number && index.kind !== K.symbol) return undefined;
    const path = pathOf(object, depth + 1);
    return path === undefined ? undefined : `${path}[${index.text.replaceAll(/[.[]/g, ':')}`;
  }
  if (node.kind === K.declare) return pathOf(node.kids[0]!, depth + 1);
  if (node.kind === K.unary && (node.text === '&' || node.text === '*')) return pathOf(node.kids[0]!, depth + 1);
  return undefined;
}
