import { K, type Node } from '../tree/node.ts';
import { clean, joined, type Mark, type Marks } from './labels.ts';
import { pathOf, type State } from './state.ts';

/** What following data through statements needs of the follower. */
export interface Following {
  /** What a piece of code carries, after what it does to variables was done. */
  look(node: Node, state: State): Marks;
  /** What a node carries for being a source itself. */
  own(node: Node): Marks;
  store(target: Node, marks: Marks, state: State): void;
  /** Sources around what is looked at. */
  readonly within: Mark[];
  /** What functions get that are handed to others, by their parameters. */
  readonly seeds: ReadonlyMap<Node, Marks>;
}

/** With what is known where it stands; its own parameters are clean unless they are sources. */
export function func(f: Following, node: Node, state: State): Marks {
  const [, params, , body] = node.kids as [Node, Node, Node, Node];
  const isInner = node.kids[0]!.kind === K.none;
  const inner = state.copy();
  for (const one of params.kids) param(f, one, inner);
  const { within } = f;
  const outer = within.splice(0, isInner ? 0 : within.length);
  f.look(body, inner);
  within.push(...outer);
  if (isInner) {
    inner.isDead = false;
    for (const param of params.kids) {
      const path = pathOf(param.kind === K.param ? param.kids[0]! : param);
      if (path !== undefined) inner.set(path, state.get(path));
    }
    state.join(inner);
  }
  return clean;
}

function param(f: Following, param: Node, state: State): void {
  const target = param.kind === K.param ? param.kids[0]! : param;
  if (param.kind === K.param && param.kids[2]!.kind !== K.none) f.look(param.kids[2]!, state);
  const marks = joined(joined(f.own(param), f.own(target)), joined(f.seeds.get(target) ?? clean, f.within));
  f.store(target, marks, state);
}

export function classOf(f: Following, node: Node, state: State): Marks {
  const inner = state.copy();
  for (const member of node.kids[2]!.kids) if (member.kind !== K.func && member.kind !== K.class) f.look(member, inner);
  for (const member of node.kids[2]!.kids)
    if (member.kind === K.func || member.kind === K.class) f.look(member, inner.copy());
  return clean;
}

export function branch(f: Following, node: Node, state: State): Marks {
  f.look(node.kids[0]!, state);
  const other = state.copy();
  const marks = f.look(node.kids[1]!, state);
  const more = f.look(node.kids[2]!, other);
  state.join(other);
  return joined(marks, more);
}

export function loop(f: Following, node: Node, state: State): Marks {
  const before = state.copy();
  const body = node.kids.at(-1)!;
  for (let round = 0; round < 2; round += 1) {
    if (node.kind === K.each) {
      const marks = f.look(node.kids[1]!, state);
      f.store(node.kids[0]!, joined(marks, f.own(node.kids[0]!)), state);
    } else for (const kid of node.kids.slice(0, -1)) f.look(kid, state);
    f.look(body, state);
    state.isDead = false;
    state.join(before);
  }
  return clean;
}

export function tryOf(f: Following, node: Node, state: State): Marks {
  const before = state.copy();
  const marks = f.look(node.kids[0]!, state);
  const after = state.copy();
  after.isDead = state.isDead;
  for (const clause of node.kids[1]!.kids) {
    const inner = before.copy();
    inner.join(after);
    f.look(clause.kind === K.catch ? clause.kids[2]! : clause, inner);
    state.join(inner);
  }
  const dead = state.isDead;
  state.isDead = false;
  f.look(node.kids[2]!, state);
  state.isDead = dead || state.isDead;
  return marks;
}

export function other(f: Following, node: Node, state: State): Marks {
  if (node.text === 'case') {
    const inner = state.copy();
    let marks = clean;
    for (const kid of node.kids) marks = joined(marks, f.look(kid, inner));
    const wasDead = inner.isDead;
    inner.isDead = false;
    if (!wasDead) state.join(inner);
    return marks;
  }
  if (/^(break|continue)/.test(node.text)) state.isDead = true;
  let marks = clean;
  // What a comprehension goes through is known before what it makes.
  const kids = /comprehension|generator/.test(node.text) ? [...node.kids.slice(1), node.kids[0]!] : node.kids;
  if (node.text.startsWith('for_in_clause') && node.kids.length >= 2) {
    const given = f.look(node.kids.at(-1)!, state);
    f.store(node.kids[0]!, given, state);
    return given;
  }
  for (const kid of kids) marks = joined(marks, f.look(kid, state));
  return marks;
}
