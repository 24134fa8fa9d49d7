import type { Pair } from '../ir/code-writer.ts';
import { spread } from '../ir/variable.ts';
import { child, children, childValue, type Lowering } from './lowering.ts';
import { constantText } from './strings.ts';
import { deconstruct, itemName } from './targets.ts';

export function inner(l: Lowering, node: number): number {
  const [first] = children(l, node);
  return first === undefined ? l.f.undefined() : l.expression(first);
}

export function splat(l: Lowering, node: number): number {
  return l.f.element(inner(l, node), l.tree.start[node]!, l.tree.end[node]!);
}

/** A value, or what is spread. */
export function itemOf(l: Lowering, node: number): number {
  const kind = l.tree.kind[node];
  const isSpread = kind === l.names.kind.list_splat || kind === l.names.kind.parenthesized_list_splat;
  return isSpread ? spread(inner(l, node)) : l.expression(node);
}

export function array(l: Lowering, node: number): number {
  const items = children(l, node).map((item) => itemOf(l, item));
  return l.f.array(items, l.tree.start[node]!, l.tree.end[node]!);
}

export function object(l: Lowering, node: number): number {
  const { tree, names } = l;
  const pairs: Pair[] = [];
  for (const item of children(l, node)) {
    if (tree.kind[item] === names.kind.dictionary_splat) pairs.push([undefined, inner(l, item)]);
    else if (tree.kind[item] === names.kind.pair) {
      const key = child(l, item, 'key');
      const name = key === -1 ? undefined : (constantText(l, key) ?? itemName(l, key));
      const keyed = name ?? (key === -1 ? undefined : l.expression(key));
      pairs.push([keyed, childValue(l, item, 'value')]);
    }
  }
  return l.f.object(pairs, tree.start[node]!, tree.end[node]!);
}

/** An array (or object) of one element, which stands for each. */
export function comprehension(l: Lowering, node: number): number {
  const { f, tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const outer = l.scope;
  l.scope = l.scopes.scopeOf(node);
  for (const binding of l.scope.bindings.values())
    binding.variable = f.variable({
      captured: binding.isCaptured,
      reassigned: binding.assigned > 1,
      assignedInside: false,
      lastAssigned: binding.lastAssigned,
    });
  let forks = 0;
  for (const clause of children(l, node)) {
    if (tree.kind[clause] === names.kind.for_in_clause) {
      const left = child(l, clause, 'left');
      const element = f.element(childValue(l, clause, 'right'), tree.start[clause]!, tree.end[clause]!);
      if (left !== -1) deconstruct(l, left, element);
    } else if (tree.kind[clause] === names.kind.if_clause) {
      f.control.fork(inner(l, clause));
      forks += 1;
    }
  }
  const body = child(l, node, 'body');
  let value: number;
  if (body !== -1 && tree.kind[body] === names.kind.pair)
    value = f.object([[childValue(l, body, 'key'), childValue(l, body, 'value')]], start, end);
  else value = f.array([body === -1 ? f.undefined() : itemOf(l, body)], start, end);
  // How many there are, nobody knows.
  f.release(value);
  for (; forks > 0; forks--) f.control.join();
  l.scope = outer;
  return value;
}
