import type { CompiledTaint } from '../image.ts';
import type { Search } from '../search/search.ts';
import type { Node } from '../tree/node.ts';
import { Places, Ranges } from './places.ts';

/** Where in a file the parts of a rule are. */
export interface Parts {
  readonly sources: Places;
  readonly sinks: Places;
  readonly sanitizers: Places;
  /** By the node that data comes from. */
  readonly propagators: ReadonlyMap<Node, readonly Propagation[]>;
}

export interface Propagation {
  readonly to: Node;
  readonly requires: string | undefined;
  readonly label: string | undefined;
  /** Labels that pass; undefined for all. */
  readonly replaced: readonly string[] | undefined;
}

/** Undefined where nothing can be found, since there are no sinks or no sources. */
export function partsOf(taint: CompiledTaint, search: Search): Parts | undefined {
  const ranges = new Ranges(search.view.root);
  const sinks = new Places(taint.sinks, search, ranges);
  if (sinks.count === 0) return undefined;
  const sources = new Places(taint.sources, search, ranges);
  if (sources.count === 0) return undefined;
  const sanitizers = new Places(taint.sanitizers, search, ranges, [sources, sinks]);
  return { sources, sinks, sanitizers, propagators: propagations(taint, search, ranges) };
}

function propagations(taint: CompiledTaint, search: Search, ranges: Ranges): Parts['propagators'] {
  const made = new Map<Node, Propagation[]>();
  for (const part of taint.propagators)
    for (const { bindings } of search.find(part.formula)) {
      const [from, to] = [bindings[part.from ?? -1], bindings[part.to ?? -1]];
      if (from === undefined || to === undefined) continue;
      for (const node of ranges.nodes({ start: from.start, end: from.end, node: from })) {
        const all = made.get(node) ?? [];
        for (const target of ranges.nodes({ start: to.start, end: to.end, node: to }))
          all.push({ to: target, requires: part.requires, label: part.label, replaced: part.replaced });
        made.set(node, all);
      }
    }
  return made;
}
