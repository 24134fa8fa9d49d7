import type { Converter, Handler } from './convert.ts';
import * as h from './handlers.ts';
import { K, Node, none } from './node.ts';

export const types = ['user_type', 'nullable_type', 'function_type', 'parenthesized_type', 'type_identifier'];

/** The grammar has no fields: what stands where tells. */
function bodyOf(c: Converter, at: number): Node {
  const body = c.first(at, 'function_body');
  if (body === -1) return none;
  const isExpression = c.children(body).some((x) => c.kind(x) === '=');
  const inner = c.first(body, 'statements');
  if (!isExpression) return c.make(K.block, body, c.nodes(c.named(inner === -1 ? body : inner)));
  return c.make(K.block, body, [c.make(K.return, body, [c.node(c.named(body)[0] ?? -1)])]);
}

export const func: Handler = (c, at) => {
  const name = c.first(at, 'simple_identifier');
  const list = c.first(at, 'function_value_parameters');
  const children = c.children(at);
  // `fun String.f()`: what it is a function of.
  const receiver = children
    .slice(0, Math.max(0, children.indexOf(name)))
    .filter((x) => types.includes(c.kind(x)))
    .map((x) => c.make(K.other, x, [c.node(x)], 'receiver'));
  const type = children.slice(list === -1 ? 0 : children.indexOf(list)).find((x) => types.includes(c.kind(x)));
  return c
    .make(K.func, at, [c.node(name), c.node(list), type === undefined ? none : c.node(type), bodyOf(c, at)])
    .adorn([...h.attributesOf(c, at, ['modifiers']), ...receiver]);
};

export function params(c: Converter, at: number): Node {
  const made: Node[] = [];
  let attributes: Node[] = [];
  let sign = '';
  for (const child of c.named(at)) {
    const kind = c.kind(child);
    if (kind === 'parameter_modifiers') {
      sign = /vararg/.test(c.textOf(child)) ? '...' : '';
      attributes = c.node(child).kids.filter((one) => one.kind === K.decorator);
    } else if (kind === 'parameter' || kind === 'class_parameter') {
      made.push(param(c, child, sign).adorn([...attributes, ...h.attributesOf(c, child, ['modifiers'])]));
      [attributes, sign] = [[], ''];
    } else {
      const last = made.at(-1);
      if (last === undefined) continue;
      made[made.length - 1] = new Node(
        K.param,
        last.text,
        [last.kids[0]!, last.kids[1]!, c.node(child)],
        last.start,
        c.tree.end[child]!,
      ).adorn(last.attributes);
    }
  }
  return c.make(K.params, at, made);
}

function param(c: Converter, at: number, sign: string): Node {
  const type = c.named(at).find((x) => types.includes(c.kind(x))) ?? -1;
  const name = c.first(at, 'simple_identifier');
  const value = c.named(at).findLast((x) => x > type && x !== name && c.kind(x) !== 'modifiers') ?? -1;
  return c.make(K.param, at, [c.node(name), c.node(type), type === -1 ? none : c.node(value)], sign);
}

export const property: Handler = (c, at) => {
  const target = c.first(at, 'variable_declaration', 'multi_variable_declaration');
  const isSeveral = target !== -1 && c.kind(target) === 'multi_variable_declaration';
  const name = isSeveral
    ? c.make(K.tuple, target, c.nodes(c.named(target)))
    : c.node(target === -1 ? -1 : c.first(target, 'simple_identifier'));
  const type = target === -1 ? undefined : c.named(target).find((x) => types.includes(c.kind(x)));
  const rest = c.named(at).filter((x) => x > target && !['getter', 'setter', 'type_constraints'].includes(c.kind(x)));
  const value = rest.find((x) => x >= (target === -1 ? at : c.tree.after[target]!));
  return h
    .definition(c, at, name, value === undefined ? none : c.node(value), type === undefined ? none : c.node(type))
    .adorn([
      ...h.attributesOf(c, at, ['modifiers', 'binding_pattern_kind']),
      ...c.all(at, 'val', 'var').map((x) => c.leaf(K.name, x)),
    ]);
};

export const class_: Handler = (c, at) => {
  const bases = c.all(at, 'delegation_specifier');
  const primary = c.first(at, 'primary_constructor');
  const inner = c.first(at, 'class_body', 'enum_class_body');
  const constructor =
    primary === -1
      ? []
      : [c.make(K.func, primary, [c.leaf(K.name, primary, 'constructor'), params(c, primary), none, none])];
  const body = inner === -1 ? [] : c.nodes(c.named(inner));
  return c
    .make(K.class, at, [
      c.node(c.first(at, 'type_identifier', 'simple_identifier')),
      bases.length === 0
        ? none
        : c.make(
            K.bases,
            bases[0]!,
            bases.flatMap((one) => c.nodes(c.named(one))),
          ),
      c.make(K.block, inner === -1 ? at : inner, [...constructor, ...body]),
    ])
    .adorn([
      ...h.attributesOf(c, at, ['modifiers']),
      ...c.all(at, 'object', 'interface', 'enum').map((x) => c.leaf(K.name, x)),
    ]);
};
