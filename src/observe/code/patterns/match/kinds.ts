import { dotted, K, leaf, type Node } from '../tree/node.ts';
import {
  classOf,
  decorator,
  element,
  func,
  importOf,
  kids,
  structure,
  typedKids,
  withAttributes,
} from './declarations.ts';
import { fail, type Frame, many, type Matching, pair, someOfList, stop, wholeList } from './frame.ts';
import { unlikeInBash } from './bash.ts';
import { args, binary, block, dict } from './lists.ts';
import { chainDown, isEmpty, isExpression, isQualified } from './shape.ts';
import { concatenated, matchesText, matchParts } from './strings.ts';

/** The same kind on both sides. */
export function alike(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  switch (p.kind) {
    case K.name:
      if (p.text === n.text) return next;
      return otherwise(m, p, n, next);
    case K.string:
      return stringOf(m, p, n, next);
    case K.number:
      return p.text === n.text || Number(p.text) === Number(n.text) ? next : fail;
    case K.regex:
      return matchesText(p.text, n) || p.text === '...' ? next : fail;
    case K.symbol:
      return m.options.language === 'yaml' ? stringOf(m, p, n, next) : p.text === n.text ? next : fail;
    case K.text:
      return p.text === n.text ? next : fail;
    case K.member:
      return member(m, p, n, next);
    case K.call:
      return call(m, p, n, next);
    case K.create:
      return create(m, p, n, next);
    case K.args:
      return args(m, p, n, next);
    case K.template:
      return many('list', p.kids, 0, n.kids, 0, wholeList, next);
    case K.list:
    case K.tuple:
    case K.params:
    case K.clauses:
      return many('list', p.kids, 0, n.kids, 0, wholeList, next);
    case K.dict:
      return dict(m, p, n, next);
    case K.block:
      return block(m, p, n, next);
    case K.binary:
      return binary(m, p, n, next);
    case K.assign:
      if (p.text !== n.text) return fail;
      return typedKids(m, p, n, next);
    case K.return:
    case K.throw:
      if (p.kids[0]!.kind === K.none) return n.kids[0]!.kind === K.none ? next : fail;
      if (p.kids[0]!.kind === K.ellipsis) return next;
      return pair(p.kids[0]!, n.kids[0]!, next);
    case K.func:
      return func(m, p, n, next);
    case K.class:
      return classOf(m, p, n, next);
    case K.bases:
      return many('set', p.kids, 0, n.kids, 0, someOfList, next);
    case K.import:
      return importOf(m, p, n, next);
    case K.decorator:
      return decorator(m, p.kids[0]!, n.kids[0]!, next);
    case K.element:
      return element(m, p, n, next);
    case K.param:
      if (p.text !== n.text && p.text !== '') return fail;
      return withAttributes(m, p, n, kids(m, p, n, next));
    case K.if:
      // Who writes `else` means one.
      return p.kids[2]!.kind !== K.none && n.kids[2]!.kind === K.none ? fail : kids(m, p, n, next);
    default:
      if (p.text !== n.text) return fail;
      return structure(m, p, n, next);
  }
}

/** Other kinds that mean the same. */
export function unlike(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  if (n.kind === K.none) return isEmpty(p) ? next : fail;
  if (m.options.language === 'bash') {
    const found = unlikeInBash(m, p, n, next);
    if (found !== undefined) return found;
  }
  if (n.kind === K.unary && (n.text === '?' || n.text === '@' || n.text === '!!')) return pair(p, n.kids[0]!, next);
  if (n.kind === K.generic && (p.kind === K.name || p.kind === K.member)) return pair(p, n.kids[0]!, next);
  if (n.kind === K.name || (n.kind === K.member && (p.kind === K.string || p.kind === K.number || p.kind === K.name)))
    return otherwise(m, p, n, next);
  switch (p.kind) {
    case K.declare:
      // A declaration without a value is about those with one too.
      if (n.kind === K.assign && n.kids[2]!.kind !== K.none)
        return pair(p.kids[0]!, n.kids[0]!, pair(p.kids[1]!, n.kids[2]!, next));
      return n.kind === K.param ? pair(p.kids[0]!, n.kids[0]!, pair(p.kids[1]!, n.kids[1]!, next)) : fail;
    case K.string:
      if (n.kind === K.template && n.kids.every(({ kind }) => kind === K.string))
        return stringOf(m, p, leaf(K.string, n.kids.map(({ text }) => text).join(''), n.start, n.end), next);
      if (n.kind === K.binary) return folded(m, p, n, next);
      return n.kind === K.symbol && m.options.language !== 'ruby'
        ? stringOf(m, p, leaf(K.string, n.text, n.start, n.end), next)
        : fail;
    case K.template:
      return n.kind === K.string && p.kids.length === 1 && p.kids[0]!.kind === K.ellipsis ? fail : fail;
    case K.name:
      return n.kind === K.symbol || n.kind === K.string
        ? p.text === n.text && n.parent?.kind === K.pair
          ? next
          : fail
        : fail;
    case K.while:
      // `for ... {` is any loop.
      return p.kids[0]!.kind === K.ellipsis && (n.kind === K.each || n.kind === K.for)
        ? pair(p.kids[1]!, n.kids.at(-1)!, next)
        : fail;
    case K.for:
      return p.kids.slice(0, -1).every(({ kind }) => kind === K.ellipsis || kind === K.none) && n.kind === K.each
        ? pair(p.kids.at(-1)!, n.kids.at(-1)!, next)
        : fail;
    case K.call:
      // In Ruby a call without arguments needs no parentheses.
      if (n.kind === K.member && n.text === 'call' && p.kids[1]!.kids.every(({ kind }) => kind === K.ellipsis))
        return pair(p.kids[0]!, n, next);
      return fail;
    case K.symbol:
      return n.kind === K.string && m.options.language !== 'ruby' ? stringOf(m, p, n, next) : fail;
    case K.member:
      return fail;
    case K.tuple:
      return n.kind === K.list && m.options.language === 'ruby'
        ? many('list', p.kids, 0, n.kids, 0, wholeList, next)
        : fail;
    case K.block:
      return many('statements', p.kids, 0, [n], 0, wholeList, next);
    case K.pair:
      return n.kind === K.func && p.kids[1]!.kind === K.func
        ? pair(p.kids[0]!, n.kids[0]!, pair(p.kids[1]!, n, next))
        : fail;
    case K.bases:
      return fail;
    default:
      return fail;
  }
}

/** A name may stand for what it was imported as, or for the one value that it has. */
function otherwise(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  if (n.kind === K.name) {
    const expanded = m.names.expanded(n);
    if (expanded !== undefined && (p.kind === K.member || p.kind === K.name)) {
      if (m.try(pair(p, expanded, next))) return stop;
      // In Go a package is known by the last part of where it comes from.
      if (m.options.language === 'go' && expanded.kind === K.member && p.kind === K.name)
        return pair(p, expanded.kids[1]!, next);
    }
    if (expanded === undefined && p.kind === K.member && isOpened(m, p, n)) return next;
  }
  if (p.kind === K.name) return n.kind === K.member && isQualified(p, n) ? next : fail;
  if (p.kind === K.string || p.kind === K.number) {
    const constant = m.options.constants ? m.names.constant(n) : undefined;
    if (constant !== undefined && constant.kind === p.kind) return alike(m, p, constant, next);
    return fail;
  }
  if (m.options.symbolic && isExpression(p)) {
    const value = m.names.value(n);
    if (value !== undefined && value !== n && value.kind === p.kind) return pair(p, value, next);
  }
  return fail;
}

/** `System.Diagnostics.Process` for `Process` where all of `System.Diagnostics` is imported. */
function isOpened(m: Matching, p: Node, n: Node): boolean {
  if (
    p.kids[1]!.kind !== K.name ||
    p.kids[1]!.text !== n.text ||
    !/^(?:csharp|java|kotlin|rust)$/.test(m.options.language)
  )
    return false;
  const module = dotted(p.kids[0]!);
  return module !== undefined && m.names.opens(module);
}

function stringOf(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const [inner] = p.kids;
  if (inner === undefined)
    return p.text === n.text
      ? next
      : matchParts(p.text, n, (slot, node) => m.bind(slot, node, null) !== fail, p)
        ? next
        : fail;
  if (inner.kind === K.ellipsis) return next;
  if (inner.kind === K.metavariable)
    return m.bind(inner.slot, leaf(K.text, n.text, n.start + 1, Math.max(n.start + 1, n.end - 1)), next);
  return matchesText(inner.text, n) ? next : fail;
}

/** `"a" + "b"` is a string too. */
function folded(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  if (!m.options.constants || (n.text !== '+' && n.text !== '.')) return fail;
  const text = concatenated(n, m.names, 0);
  return text === undefined ? fail : stringOf(m, p, leaf(K.string, text, n.start, n.end), next);
}

function member(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const [object, name] = p.kids as [Node, Node];
  // `a. ... .b`: what is left out is any chain, also none.
  if (object.kind === K.member && object.kids[1]!.kind === K.ellipsis) {
    for (let inner: Node | undefined = n.kids[0]; inner !== undefined; inner = chainDown(inner))
      if (m.try(pair(name, n.kids[1]!, pair(object.kids[0]!, inner, next)))) return stop;
    return fail;
  }
  if (name.kind === K.ellipsis) {
    for (let inner: Node | undefined = n; inner !== undefined; inner = chainDown(inner))
      if (m.try(pair(object, inner, next))) return stop;
    return fail;
  }
  return pair(name, n.kids[1]!, pair(object, n.kids[0]!, next));
}

function call(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const [callee, args] = p.kids as [Node, Node];
  return pair(callee, n.kids[0]!, args.kind === K.none ? next : pair(args, n.kids[1]!, next));
}

function create(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const rest = p.kids[2]!.kind === K.none ? next : pair(p.kids[2]!, n.kids[2]!, next);
  return pair(p.kids[0]!, n.kids[0]!, p.kids[1]!.kind === K.none ? rest : pair(p.kids[1]!, n.kids[1]!, rest));
}
