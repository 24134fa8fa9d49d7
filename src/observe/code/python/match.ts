import { ConstKind } from '../ir/ir.ts';
import { child, children, childValue, type Lowering, readName, writeName } from './lowering.ts';
import { itemName } from './targets.ts';

/** `match subject:` with its cases, each a fork in what is left. */
export function matchStatement(l: Lowering, node: number): void {
  const { f, tree, names } = l;
  const subjects = children(l, node).filter((each) => tree.field[each] === names.field.subject);
  const start = tree.start[node]!;
  const subject =
    subjects.length === 1
      ? l.expression(subjects[0]!)
      : f.array(
          subjects.map((each) => l.expression(each)),
          start,
          start,
        );
  const body = child(l, node, 'body');
  let forks = 0;
  for (const clause of body === -1 ? [] : children(l, body)) {
    if (tree.kind[clause] !== names.kind.case_clause) continue;
    const patterns = children(l, clause).filter((each) => tree.kind[each] === names.kind.case_pattern);
    let test = -1;
    if (patterns.length === 1) test = matched(l, patterns[0]!, subject);
    else patterns.forEach((pattern, place) => (test = both(l, test, matchedItem(l, pattern, subject, place), start)));
    const guard = child(l, clause, 'guard');
    if (guard !== -1) {
      const [condition] = children(l, guard);
      if (condition !== undefined) test = both(l, test, l.expression(condition), start);
    }
    const consequence = child(l, clause, 'consequence');
    if (test === -1) {
      l.block(consequence);
      break;
    }
    f.control.fork(test);
    forks += 1;
    l.block(consequence);
    f.control.otherwise();
  }
  for (; forks > 0; forks--) f.control.join();
}

/** Binds what a pattern captures of a value, and gives the test that it makes; -1 when it takes anything. */
function matched(l: Lowering, pattern: number, value: number): number {
  const { f, tree } = l;
  const { kind } = l.names;
  const start = tree.start[pattern]!;
  const end = tree.end[pattern]!;
  switch (tree.kind[pattern]) {
    case kind.case_pattern: {
      const [inner] = children(l, pattern);
      if (inner === undefined) return tree.textOf(pattern) === '_' ? -1 : equal(l, pattern, value);
      return tree.textOf(pattern).startsWith('-') ? equal(l, pattern, value) : matched(l, inner, value);
    }
    case kind.dotted_name: {
      const [first, second] = children(l, pattern);
      if (first === undefined) return -1;
      if (second === undefined) {
        if (tree.textOf(first) !== '_') writeName(l, first, value);
        return -1;
      }
      return f.binary(value, '==', dotted(l, pattern), start, end);
    }
    case kind.as_pattern: {
      const [inner, alias] = children(l, pattern);
      const test = inner === undefined ? -1 : matched(l, inner, value);
      if (alias !== undefined) writeName(l, alias, value);
      return test;
    }
    case kind.union_pattern:
      return alternatives(l, pattern, value);
    case kind.list_pattern:
    case kind.tuple_pattern:
      return sequence(l, pattern, value);
    case kind.dict_pattern:
      return mapping(l, pattern, value);
    case kind.class_pattern:
      return instance(l, pattern, value);
    case kind.splat_pattern: {
      const [name] = children(l, pattern);
      if (name !== undefined) writeName(l, name, f.rest(value, [], start, end));
      return -1;
    }
    default:
      return equal(l, pattern, value);
  }
}

function matchedItem(l: Lowering, pattern: number, value: number, place: number): number {
  const { tree, names, f } = l;
  const [inner] = children(l, pattern);
  if (inner !== undefined && tree.kind[inner] === names.kind.splat_pattern) return matched(l, inner, value);
  return matched(l, pattern, f.load(value, String(place), tree.start[pattern]!, tree.end[pattern]!, true));
}

/** Both tests, of a pattern that stands at an offset; -1 is none. */
function both(l: Lowering, one: number, other: number, at: number): number {
  if (one === -1 || other === -1) return Math.max(one, other);
  return l.f.binary(one, '&&', other, at, at);
}

/** A literal; a signed number has its sign outside of its node. */
function equal(l: Lowering, literal: number, value: number): number {
  const { f, tree, names } = l;
  const start = tree.start[literal]!;
  const end = tree.end[literal]!;
  const isNegative = tree.text[start - 1] === '-';
  const text = (isNegative ? '-' : '') + tree.textOf(literal);
  const isNumber =
    isNegative || tree.kind[literal] === names.kind.case_pattern || tree.kind[literal] === names.kind.complex_pattern;
  const expected = isNumber ? f.const(text.replace(/\s/g, ''), ConstKind.number, start, end) : l.expression(literal);
  return f.binary(value, '==', expected, start, end);
}

function alternatives(l: Lowering, pattern: number, value: number): number {
  const { f, tree } = l;
  let test = -1;
  let takesAny = false;
  for (const one of children(l, pattern)) {
    const part = matched(l, one, value);
    takesAny ||= part === -1;
    test =
      test === -1 || part === -1
        ? Math.max(test, part)
        : f.binary(test, '||', part, tree.start[pattern]!, tree.end[pattern]!);
  }
  return takesAny ? -1 : test;
}

function sequence(l: Lowering, pattern: number, value: number): number {
  const { f, tree } = l;
  let test = f.other([value], tree.start[pattern]!, tree.end[pattern]!);
  children(l, pattern).forEach((item, place) => {
    test = both(l, test, matchedItem(l, item, value, place), tree.start[item]!);
  });
  return test;
}

function mapping(l: Lowering, pattern: number, value: number): number {
  const { f, tree, names } = l;
  let test = f.other([value], tree.start[pattern]!, tree.end[pattern]!);
  let key = -1;
  for (const one of children(l, pattern)) {
    if (tree.field[one] === names.field.key) key = one;
    else if (tree.field[one] === names.field.value && key !== -1) {
      const name = itemName(l, key);
      const start = tree.start[one]!;
      const end = tree.end[one]!;
      const item =
        name === undefined ? f.loadAt(value, l.expression(key), start, end) : f.load(value, name, start, end, true);
      test = both(l, test, matched(l, one, item), start);
    } else if (tree.kind[one] === names.kind.splat_pattern) matched(l, one, value);
  }
  return test;
}

/** `C(x, k=y)`: positional ones of the built-in types are the value itself, of others some member. */
function instance(l: Lowering, pattern: number, value: number): number {
  const { f, tree, names } = l;
  const start = tree.start[pattern]!;
  const end = tree.end[pattern]!;
  const [type, ...rest] = children(l, pattern);
  if (type === undefined) return -1;
  let test = f.call(f.global('isinstance', start, start), -1, [value, dotted(l, type)], start, end);
  const isPlain = /^(?:str|int|float|bool|bytes|bytearray|dict|list|tuple|set|frozenset)$/.test(tree.textOf(type));
  for (const one of rest) {
    const [inner = one] = tree.kind[one] === names.kind.case_pattern ? children(l, one) : [one];
    if (tree.kind[inner] === names.kind.keyword_pattern) {
      const [name, given] = children(l, inner);
      if (name === undefined || given === undefined) continue;
      test = both(l, test, matched(l, given, f.load(value, tree.textOf(name), start, end)), start);
    } else test = both(l, test, matched(l, one, isPlain ? value : f.element(value, start, end)), start);
  }
  return test;
}

function dotted(l: Lowering, name: number): number {
  const { f, tree } = l;
  const [first, ...rest] = children(l, name);
  if (first === undefined) return childValue(l, name, 'name');
  let value = readName(l, first);
  for (const step of rest) value = f.load(value, tree.textOf(step), tree.start[name]!, tree.end[step]!);
  return value;
}
