import { type Lowering, child, children, childValue, writeName } from './lowering.ts';
import { constantText } from './strings.ts';

/** `target = value`. */
export function assignTo(l: Lowering, target: number, value: number): void {
  const { f, tree } = l;
  const { kind } = l.names;
  const start = tree.start[target]!;
  const end = tree.end[target]!;
  switch (tree.kind[target]) {
    case kind.identifier:
      return writeName(l, target, namedSecret(l, target, value));
    case kind.attribute: {
      const member = child(l, target, 'attribute');
      return f.store(childValue(l, target, 'object'), member === -1 ? '' : tree.textOf(member), value, start, end);
    }
    case kind.subscript:
      return assignToItem(l, target, value);
    case kind.parenthesized_expression:
    case kind.as_pattern_target: {
      const [inner] = children(l, target);
      if (inner !== undefined) assignTo(l, inner, value);
      return;
    }
    default:
      if (isList(l, target)) deconstruct(l, target, value);
  }
}

/** What must not be guessed or stand in the code, by its name. */
const secret =
  /(?:token|passw(?:or)?d|passphrase|pwd|secret|nonce|otp|api_?key|private_?key|secret_?key|encryption_?key|signing_?key|access_?key|session_?id|sid|csrf|salt|code|pin|key)$/i;

/** The value, with its variable's name where that tells that it is a secret. */
export function namedSecret(l: Lowering, target: number, value: number): number {
  const name = l.tree.textOf(target);
  return secret.test(name) ? l.f.named(value, name, l.tree.start[target]!, l.tree.end[target]!) : value;
}

function assignToItem(l: Lowering, target: number, value: number): void {
  const { f, tree } = l;
  const start = tree.start[target]!;
  const end = tree.end[target]!;
  const base = childValue(l, target, 'value');
  const key = child(l, target, 'subscript');
  if (key === -1) return;
  const name = itemName(l, key);
  if (name !== undefined) f.store(base, name, value, start, end, true);
  else if (tree.kind[key] === l.names.kind.slice)
    f.storeAt(base, f.undefined(), f.element(value, start, end), start, end);
  else f.storeAt(base, l.expression(key), value, start, end);
}

/** `a, (b, *c) = value`: by place; behind a starred one, any element. */
export function deconstruct(l: Lowering, target: number, value: number): void {
  const { f, tree } = l;
  const { kind } = l.names;
  if (!isList(l, target)) return assignTo(l, target, value);
  let isBehind = false;
  const targets = children(l, target);
  const length = f.itemsOf(value) === undefined ? -1 : f.lengthOf(value);
  targets.forEach((item, place) => {
    const start = tree.start[item]!;
    const end = tree.end[item]!;
    if (tree.kind[item] === kind.list_splat_pattern || tree.kind[item] === kind.list_splat) {
      isBehind = true;
      const [inner] = children(l, item);
      const left = length < 0 ? -1 : f.slice(value, place, length - (targets.length - 1 - place), start, end);
      if (inner !== undefined) assignTo(l, inner, left < 0 ? f.rest(value, [], start, end) : left);
    } else if (isBehind && length >= 0)
      assignTo(l, item, f.load(value, String(length - (targets.length - place)), start, end, true));
    else assignTo(l, item, isBehind ? f.element(value, start, end) : f.load(value, String(place), start, end, true));
  });
}

function isList(l: Lowering, target: number): boolean {
  const { kind } = l.names;
  const own = l.tree.kind[target];
  return (
    own === kind.pattern_list ||
    own === kind.tuple_pattern ||
    own === kind.list_pattern ||
    own === kind.tuple ||
    own === kind.list ||
    own === kind.expression_list ||
    own === kind.list_splat_pattern
  );
}

/** The name of an item under a constant key: a text, or a number that is not counted from the end. */
export function itemName(l: Lowering, key: number): string | undefined {
  const { tree, names } = l;
  if (tree.kind[key] === names.kind.integer) return tree.textOf(key);
  return constantText(l, key);
}
