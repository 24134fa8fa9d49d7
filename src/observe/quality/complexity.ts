import type { SyntaxTree } from '#ground/syntax';
import { Construct, constructsOf, joining } from './constructs.ts';

/** How hard a function is to test and to follow. */
export interface Measured {
  /** Empty for one that nothing names. */
  readonly name: string;
  /** With the classes and functions around it: `Cart.total`. */
  readonly symbol: string;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** McCabe 1976: linearly independent paths, 1 and one more for each decision and each joined condition. */
  readonly cyclomatic: number;
  /** Campbell 2018: each break of the linear flow, more the deeper it stands; a chain of the same operator once. */
  readonly cognitive: number;
}

/** Every function of a text, in order. What stands in a closure counts where the closure stands; one outside of all functions counts by itself. */
export function measureFunctions(tree: SyntaxTree): Measured[] {
  const constructs = constructsOf(tree.grammar);
  const measured: (Open & Pick<Measured, 'name' | 'symbol'>)[] = [];
  const open: Open[] = [];
  const levels: number[] = [];
  for (let node = 0; node < tree.count; node++) {
    while (tree.after[levels.at(-1) ?? 0]! <= node) levels.pop();
    for (let last = open.at(-1); last !== undefined && last.after <= node; last = open.at(-1)) {
      levels.length = last.levels;
      open.pop();
    }
    const construct = constructs[tree.kind[node]!]!;
    if (construct === Construct.none) continue;
    if (construct === Construct.function || (construct === Construct.closure && open.length === 0)) {
      const start = tree.start[node]!;
      const end = tree.end[node]!;
      const name = nameOf(tree, node);
      const one = {
        name,
        symbol: symbolOf(tree, node, name),
        start,
        end,
        after: tree.after[node]!,
        cyclomatic: 1,
        cognitive: 0,
        levels: levels.length,
      };
      open.push(one);
      measured.push(one);
      continue;
    }
    const inside = open.at(-1);
    if (inside !== undefined) count(tree, node, construct, inside, levels);
  }
  return measured.map(({ name, symbol, start, end, cyclomatic, cognitive }) => ({
    name,
    symbol,
    start,
    end,
    cyclomatic,
    cognitive,
  }));
}

interface Open {
  readonly start: number;
  readonly end: number;
  readonly after: number;
  cyclomatic: number;
  cognitive: number;
  /** How many levels were open around it. */
  readonly levels: number;
}

function count(tree: SyntaxTree, node: number, construct: number, into: Open, levels: number[]): void {
  const depth = levels.length - into.levels;
  switch (construct) {
    case Construct.closure:
      levels.push(node);
      return;
    case Construct.if:
      into.cyclomatic += 1;
      if (hasPlainElse(tree, node)) into.cognitive += 1;
      if (isElseIf(tree, node)) return;
      into.cognitive += 1 + depth;
      levels.push(node);
      return;
    case Construct.elseIf:
      into.cyclomatic += 1;
      into.cognitive += 1;
      return;
    case Construct.else:
      into.cognitive += 1;
      return;
    case Construct.loop:
    case Construct.catch:
    case Construct.ternary:
      into.cyclomatic += 1;
      into.cognitive += 1 + depth;
      levels.push(node);
      return;
    case Construct.switch:
      into.cognitive += 1 + depth;
      levels.push(node);
      return;
    case Construct.case:
      into.cyclomatic += 1;
      return;
    case Construct.binary:
      joined(tree, node, into);
      return;
    default:
      into.cognitive += 1;
  }
}

/** `else if`: the `else` has been counted, and the reader is no deeper. */
function isElseIf(tree: SyntaxTree, node: number): boolean {
  const parent = tree.parent[node]!;
  if (parent < 0) return false;
  // Kotlin's branches have a node around them, with braces in it or without.
  if (tree.kindName(parent) === 'control_structure_body')
    return tree.firstChild(parent) === node && precededByElse(tree, tree.parent[parent]!, parent);
  return tree.kindName(parent) === 'else_clause' || precededByElse(tree, parent, node);
}

function precededByElse(tree: SyntaxTree, parent: number, node: number): boolean {
  let before = -1;
  for (let child = tree.firstChild(parent); child >= 0 && child < node; child = tree.nextSibling(child)) before = child;
  return before >= 0 && tree.kindName(before) === 'else';
}

/** Grammars without a node for `else` have the word alone. */
function hasPlainElse(tree: SyntaxTree, node: number): boolean {
  for (let child = tree.firstChild(node); child >= 0; child = tree.nextSibling(child))
    if (tree.kindName(child) === 'else' && !tree.isNamed(child)) return true;
  return false;
}

/** `a && b && c` is read as one; `a && b || c` is not. */
function joined(tree: SyntaxTree, node: number, into: Open): void {
  const operator = operatorIn(tree, node);
  if (operator === undefined) return;
  into.cyclomatic += 1;
  const parent = tree.parent[node]!;
  if (parent < 0 || operatorIn(tree, parent) !== operator) into.cognitive += 1;
}

function operatorIn(tree: SyntaxTree, node: number): string | undefined {
  for (let child = tree.firstChild(node); child >= 0; child = tree.nextSibling(child))
    if (!tree.isNamed(child) && joining.has(tree.kindName(child))) return tree.kindName(child);
  return undefined;
}

/** Names of what stands around it, the outermost first; of a tree that is deep on purpose, the nearest. */
function symbolOf(tree: SyntaxTree, node: number, name: string): string {
  const names = [name];
  const field = tree.grammar.fieldNumber('name');
  const type = tree.grammar.fieldNumber('type');
  let steps = 0;
  for (let at = tree.parent[node]!; at >= 0 && names.length < 8 && steps < 100; at = tree.parent[at]!, steps++) {
    if (!around.test(tree.kindName(at))) continue;
    const named = tree.childAt(at, tree.kindName(at) === 'impl_item' ? type : field);
    if (named >= 0) names.push(tree.textOf(named).slice(0, 100));
  }
  return names.toReversed().join('.');
}

const around =
  /^(?:class|interface|struct|enum|record|object|trait|impl|mod|module|namespace|function|method|generator)_?\w*(?:declaration|definition|item)?$/;

function nameOf(tree: SyntaxTree, node: number): string {
  const field = tree.grammar.fieldNumber('name');
  const own = field < 0 ? -1 : tree.childAt(node, field);
  if (own >= 0) return tree.textOf(own).slice(0, 200);
  if (field < 0) {
    for (let child = tree.firstChild(node); child >= 0; child = tree.nextSibling(child))
      if (tree.kindName(child) === 'simple_identifier') return tree.textOf(child).slice(0, 200);
    return '';
  }
  const parent = tree.parent[node]!;
  const given = parent < 0 ? -1 : tree.childAt(parent, field);
  return given >= 0 && given !== node ? tree.textOf(given).slice(0, 200) : '';
}
