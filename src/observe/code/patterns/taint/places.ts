import type { CompiledPart } from '../image.ts';
import type { Found } from '../search/found.ts';
import type { Search } from '../search/search.ts';
import { K, type Node } from '../tree/node.ts';

/** One match of a source, sink, sanitizer or propagator. */
export interface Place {
  readonly part: CompiledPart;
  readonly found: Found;
}

/** Matches of a kind of part, by the nodes that they are about. */
export class Places {
  readonly count: number;
  private readonly byNode = new Map<Node, Place[]>();

  constructor(parts: readonly CompiledPart[], search: Search, ranges: Ranges, others: readonly Places[] = []) {
    let count = 0;
    for (const part of parts)
      for (const found of search.find(part.formula)) {
        count += 1;
        for (const node of ranges.nodes(found)) {
          // One that says nothing against sources and sinks.
          if (part.notConflicting === true && others.some((other) => other.at(node) !== undefined)) continue;
          this.add(node, { part, found });
        }
      }
    this.count = count;
  }

  at(node: Node): readonly Place[] | undefined {
    return this.byNode.get(node);
  }

  private add(node: Node, place: Place): void {
    const known = this.byNode.get(node);
    if (known === undefined) this.byNode.set(node, [place]);
    else known.push(place);
  }
}

/** Which nodes stand at a range of the text. */
export class Ranges {
  private readonly exact = new Map<string, Node>();
  private readonly root: Node;

  constructor(root: Node) {
    this.root = root;
    const open: Node[] = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const key = `${node.start}-${node.end}`;
      // The outermost counts, but for a list of arguments or the like around a single thing.
      const known = this.exact.get(key);
      if (
        known === undefined ||
        known.kind === K.block ||
        known.kind === K.params ||
        known.kind === K.args ||
        known.kind === K.param ||
        known.kind === K.file
      )
        this.exact.set(key, node);
      for (const kid of node.kids) if (kid.kind !== K.none) open.push(kid);
    }
  }

  nodes({
    start,
    end,
    node,
  }: {
    readonly start: number;
    readonly end: number;
    readonly node?: Node | undefined;
  }): readonly Node[] {
    if (node !== undefined && node.parent !== undefined && node.kind !== K.splice && node.kind !== K.text)
      return [node];
    const exact = this.exact.get(`${start}-${end}`);
    if (exact !== undefined) return [exact];
    const found: Node[] = [];
    const open: Node[] = [this.root];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.end <= start || next.start >= end || next.kind === K.none) continue;
      if (next.start >= start && next.end <= end) found.push(next);
      else for (const kid of next.kids) open.push(kid);
    }
    return found;
  }
}
