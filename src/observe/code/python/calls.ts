import { ConstKind } from '../ir/ir.ts';
import { child, children, childValue, type Lowering } from './lowering.ts';
import { constantText, formatTemplate } from './strings.ts';
import { inner, itemOf } from './collections.ts';

export function call(l: Lowering, node: number): number {
  const { f, tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const callee = child(l, node, 'function');
  const isMember = callee !== -1 && tree.kind[callee] === names.kind.attribute;
  const object = isMember ? child(l, callee, 'object') : -1;
  const member = isMember ? child(l, callee, 'attribute') : -1;
  const receiver = object === -1 ? -1 : l.expression(object);
  const name = member === -1 ? '' : tree.textOf(member);
  let called = -1;
  if (receiver !== -1) called = f.load(receiver, name, tree.start[callee]!, tree.end[callee]!);
  else called = callee === -1 ? f.undefined() : l.expression(callee);
  const { args, keywords } = argumentsOf(l, child(l, node, 'arguments'));
  if (name === 'format' && object !== -1) {
    const formatted = formatTemplate(l, node, object, args, keywords);
    if (formatted !== undefined) return formatted;
  }
  const [first] = args;
  if (first !== undefined && first >= 0 && callee !== -1 && importers.test(tree.textOf(callee))) {
    const specifier = constantText(l, children(l, child(l, node, 'arguments'))[0]!);
    if (specifier !== undefined) return f.import(specifier, '*', true, start, end);
  }
  const known = receiver < 0 && keywords.length === 0 ? builtIn(l, callee, args, start, end) : undefined;
  return known ?? f.call(called, receiver, args, start, end, 0, keywords);
}

/** `len(list)`, `setattr(o, "name", value)`, `list(items)`, where what they are given is known; undefined for others. */
function builtIn(l: Lowering, callee: number, args: readonly number[], start: number, end: number): number | undefined {
  const { f, tree } = l;
  const [first = -1, second = -1, third = -1] = args;
  if (callee === -1 || first < 0 || tree.kind[callee] !== l.names.kind.identifier) return undefined;
  switch (tree.textOf(callee)) {
    case 'len': {
      const length = args.length === 1 ? f.lengthOf(first) : -1;
      return length < 0 ? undefined : f.const(String(length), ConstKind.number, start, end);
    }
    case 'setattr': {
      const name = args.length === 3 && second >= 0 ? f.nameOrKey(second) : -1;
      if (typeof name !== 'string' || third < 0) return undefined;
      f.store(first, name, third, start, end);
      return f.undefined();
    }
    case 'list':
    case 'tuple': {
      const items = args.length === 1 ? f.itemsOf(first) : undefined;
      return items === undefined ? undefined : f.array(items, start, end);
    }
    default:
      return undefined;
  }
}

const importers = /^(?:__import__|importlib\.import_module|import_module)$/;

function argumentsOf(
  l: Lowering,
  list: number,
): { args: number[]; keywords: (readonly [name: string | undefined, value: number])[] } {
  const { tree, names } = l;
  const args: number[] = [];
  const keywords: (readonly [string | undefined, number])[] = [];
  if (list === -1) return { args, keywords };
  // `f(x for x in y)`
  if (tree.kind[list] === names.kind.generator_expression) return { args: [l.expression(list)], keywords };
  for (const argument of children(l, list)) {
    const kind = tree.kind[argument];
    if (kind === names.kind.keyword_argument) {
      const name = child(l, argument, 'name');
      keywords.push([name === -1 ? undefined : tree.textOf(name), childValue(l, argument, 'value')]);
    } else if (kind === names.kind.dictionary_splat) keywords.push([undefined, inner(l, argument)]);
    else args.push(itemOf(l, argument));
  }
  return { args, keywords };
}
