import { K, Node } from '../tree/node.ts';
import { fail, type Frame, many, type Matching, pair, someOfList, stop, wholeList } from './frame.ts';
import { asEllipsis, isAnything, nameFromParent } from './shape.ts';

export function func(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const [name, params, type, body] = p.kids as [Node, Node, Node, Node];
  let rest = next;
  if (body.kind !== K.none) rest = pair(body, n.kids[3]!, rest);
  if (type.kind !== K.none) rest = pair(type, n.kids[2]!, rest);
  if (params.kind !== K.none)
    rest =
      n.kids[1]!.kind === K.none
        ? params.kids.every(({ kind }) => kind === K.ellipsis)
          ? rest
          : fail
        : pair(params, n.kids[1]!, rest);
  if (rest === fail) return fail;
  if (name.kind !== K.none && name.kind !== K.ellipsis) {
    const own = n.kids[0]!.kind === K.none ? nameFromParent(n) : n.kids[0]!;
    if (own === undefined) return fail;
    rest = pair(name, own, rest);
  }
  return withAttributes(m, p, n, rest);
}

export function classOf(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const [name, bases, body] = p.kids as [Node, Node, Node];
  let rest = next;
  if (body.kind === K.block) {
    const members = body.kids.filter(({ kind }) => kind !== K.ellipsis);
    if (members.length > 0) rest = many('set', members, 0, n.kids[2]!.kids, 0, someOfList, rest);
  }
  if (bases.kind !== K.none && bases.kids.some(({ kind }) => kind !== K.ellipsis))
    rest = pair(
      new Node(
        K.bases,
        '',
        bases.kids.filter(({ kind }) => kind !== K.ellipsis),
        bases.start,
        bases.end,
      ),
      n.kids[1]!,
      rest,
    );
  return withAttributes(m, p, n, pair(name, n.kids[0]!, rest));
}

/** Modifiers and decorators that the pattern names are there; others may be. */
export function withAttributes(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  if (p.attributes.length === 0) return next;
  const wanted = p.attributes.filter(({ kind }) => kind !== K.ellipsis);
  return wanted.length > n.attributes.length ? fail : many('set', wanted, 0, n.attributes, 0, someOfList, next);
}

export function decorator(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  if (p.kind !== K.call && n.kind === K.call) return pair(p, n.kids[0]!, next);
  if (p.kind === K.call && n.kind !== K.call)
    return p.kids[1]!.kids.every(({ kind }) => kind === K.ellipsis) ? pair(p.kids[0]!, n, next) : fail;
  return pair(p, n, next);
}

export function importOf(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const [module, imported, local] = p.kids as [Node, Node, Node];
  const [ownModule, ownImported, ownLocal] = n.kids as [Node, Node, Node];
  if (imported.kind === K.none && ownImported.kind !== K.none && n.text === 'from') {
    // `import a.b` is about `from a import b` too.
    const whole = new Node(K.member, '', [ownModule, ownImported], n.start, n.end);
    if (local.kind === K.none && m.try(pair(module, whole, next))) return stop;
  }
  let rest =
    local.kind === K.none || (local.kind === K.name && imported.kind === K.name && local.text === imported.text)
      ? next
      : pair(local, ownLocal.kind === K.none ? ownModule : ownLocal, next);
  if (imported.kind !== K.none) rest = ownImported.kind === K.none ? fail : pair(imported, ownImported, rest);
  return rest === fail ? fail : pair(module, ownModule, rest);
}

export function element(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const [name, attributes, children] = p.kids as [Node, Node, Node];
  const wanted = attributes.kids.filter(({ kind }) => kind !== K.ellipsis);
  let rest = next;
  if (children.kids.length > 0 && !(children.kids.length === 1 && isAnything(children.kids[0]!)))
    rest = many('list', children.kids.map(asEllipsis), 0, n.kids[2]!.kids, 0, wholeList, rest);
  if (wanted.length > 0) rest = many('set', wanted, 0, n.kids[1]!.kids, 0, someOfList, rest);
  return pair(name, n.kids[0]!, rest);
}

export function typedKids(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const type = p.kids[2]!;
  let rest: Frame | null = next;
  if (type.kind !== K.none && !(type.kind === K.name && type.text === 'var')) {
    if (n.kids[2]!.kind === K.none) return fail;
    rest = pair(type, n.kids[2]!, rest);
  }
  return withAttributes(m, p, n, pair(p.kids[0]!, n.kids[0]!, pair(p.kids[1]!, n.kids[1]!, rest)));
}

/** Each kid by its place; where the pattern has none, anything may stand. */
export function kids(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  let rest = next;
  for (let i = p.kids.length - 1; i >= 0; i -= 1) {
    const kid = p.kids[i]!;
    if (kid.kind === K.none) continue;
    const other = n.kids[i];
    if (other === undefined) return fail;
    rest = pair(kid, other, rest);
  }
  return rest;
}

export function structure(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  if (p.kids.some(({ kind }) => kind === K.ellipsis || kind === K.metavariables))
    return many('list', p.kids, 0, n.kids, 0, wholeList, next);
  if (
    p.kids.length > n.kids.length ||
    (p.kind === K.other && p.kids.length !== n.kids.length) ||
    (p.kind === K.index && p.kids.length !== n.kids.length)
  )
    return fail;
  return withAttributes(m, p, n, kids(m, p, n, next));
}
