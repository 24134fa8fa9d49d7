import { K, Node } from '../tree/node.ts';
import { fail, type Frame, many, type Matching, pair, someOfList, stop, wholeList } from './frame.ts';
import { pipeline } from './bash.ts';
import { isAssociative, isEquality, leftmost } from './shape.ts';

/** Arguments with names may stand anywhere; the others in their order. */
export function args(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  if (p.kids.length === 1 && p.kids[0]!.kind === K.ellipsis) return next;
  const isKeyword = ({ kind }: Node): boolean =>
    kind === K.keyword || (kind === K.pair && m.options.language === 'ruby');
  const keywords = p.kids.filter(isKeyword);
  if (keywords.length === 0) return many('list', p.kids, 0, n.kids, 0, wholeList, next);
  const positional = p.kids.filter((kid) => !isKeyword(kid));
  const hasEllipsis = positional.some(({ kind }) => kind === K.ellipsis || kind === K.metavariables);
  const named = n.kids.filter((kid) => isKeyword(kid) || kid.kind === K.dict);
  const flat = named.flatMap((kid) => (kid.kind === K.dict ? kid.kids : [kid]));
  if (!hasEllipsis && flat.length !== keywords.length) return fail;
  const rest = n.kids.filter((kid) => !isKeyword(kid) && !(kid.kind === K.dict && m.options.language === 'ruby'));
  return many('set', keywords, 0, flat, 0, someOfList, many('list', positional, 0, rest, 0, wholeList, next));
}

export function dict(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const given = p.kids.filter(({ kind }) => kind !== K.ellipsis && kind !== K.metavariables);
  const { language } = m.options;
  const isLoose = given.length < p.kids.length || language === 'javascript' || language === 'typescript';
  if (given.length === 0 && (p.kids.length > 0 || n.kids.length === 0)) return next;
  const isList = given.length > 0 && given.every(({ kind }) => kind !== K.pair && kind !== K.assign && kind !== K.func);
  if (isList && language !== 'hcl') return many('list', p.kids, 0, n.kids, 0, wholeList, next);
  if (!isLoose && given.length !== n.kids.length) return fail;
  return many('set', given, 0, n.kids, 0, someOfList, next);
}

export function block(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  if (p.kids.length === 1 && p.kids[0]!.kind === K.ellipsis) return next;
  return many('statements', p.kids, 0, n.kids, 0, wholeList, next);
}

export function binary(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  if (p.text === '|' && n.text === '|' && m.options.language === 'bash') return pipeline(m, p, n, next);
  if (
    p.text !== n.text &&
    !(isEquality(p.text) && p.text.length > n.text.length - 1 && p.text.slice(0, 2) === n.text.slice(0, 2))
  )
    return fail;
  const [left, right] = p.kids as [Node, Node];
  const straight = pair(left, n.kids[0]!, pair(right, n.kids[1]!, next));
  const { commutative, symmetric, associative } = m.options;
  const isCommutative =
    (commutative && /^(&&|\|\||and|or)$/.test(p.text)) || (symmetric && isEquality(p.text)) || /^[&|^]$/.test(p.text);
  const first =
    associative && isAssociative(p.text) && n.kids[0]!.kind === K.binary && n.kids[0]!.text === n.text
      ? leftmost(n)
      : undefined;
  if (!isCommutative && first === undefined) return straight;
  if (m.try(straight)) return stop;
  if (isCommutative) return pair(left, n.kids[1]!, pair(right, n.kids[0]!, next));
  return pair(left, first!, pair(right, new Node(K.binary, n.text, n.kids, first!.end, n.end), next));
}

export function deep(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const open: Node[] = [n];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind !== K.none && m.try(pair(p, node, next))) return stop;
    for (let i = node.kids.length - 1; i >= 0; i -= 1) open.push(node.kids[i]!);
  }
  return fail;
}
