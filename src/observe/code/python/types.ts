import { child, children, type Lowering } from './lowering.ts';
import { constantText } from './strings.ts';

/**
 * The main type of an annotation, without its arguments: `Request` of `Optional[Request]`, `Request | None`, `Annotated[Request, …]` and
 * `'Request'`. Undefined where it names none.
 */
export function typeName(l: Lowering, annotation: number): string | undefined {
  const { tree, names } = l;
  let at = annotation;
  // Each step goes into what stands inside.
  while (at !== -1) {
    const kind = tree.kind[at];
    if (kind === names.kind.identifier || kind === names.kind.attribute || kind === names.kind.dotted_name)
      return named(tree.textOf(at));
    if (kind === names.kind.type || kind === names.kind.parenthesized_expression) at = tree.firstNamedChild(at);
    else if (kind === names.kind.string) return inText(constantText(l, at) ?? '');
    else if (kind === names.kind.generic_type || kind === names.kind.subscript) {
      const [base, ...rest] = children(l, at);
      if (base === undefined) return undefined;
      if (!wrappers.test(tree.textOf(base))) at = base;
      else at = argument(l, rest);
    } else if (kind === names.kind.binary_operator || tree.kindName(at) === 'union_type') at = firstOfUnion(l, at);
    else if (tree.kindName(at) === 'member_type') return named(tree.textOf(at));
    else return undefined;
  }
  return undefined;
}

/** Behind the type itself in `Annotated[T, …]`: what frameworks read, as `Depends(f)` and `Query()`. */
export function annotatedWith(l: Lowering, annotation: number): number[] {
  const { tree, names } = l;
  let at = annotation;
  while (at !== -1 && tree.kind[at] === names.kind.type) at = tree.firstNamedChild(at);
  if (at === -1 || (tree.kind[at] !== names.kind.generic_type && tree.kind[at] !== names.kind.subscript)) return [];
  const [base, ...rest] = children(l, at);
  if (base === undefined || !/^(?:typing(?:_extensions)?\.|t\.)?Annotated$/.test(tree.textOf(base))) return [];
  const args = rest.length === 1 && tree.kind[rest[0]!] === names.kind.type_parameter ? children(l, rest[0]!) : rest;
  return args.slice(1);
}

const wrappers =
  /^(?:typing(?:_extensions)?\.|t\.)?(?:Optional|Annotated|Final|ClassVar|Required|NotRequired|ReadOnly|Awaitable|Type|type)$/;

function argument(l: Lowering, rest: readonly number[]): number {
  const [first] = rest;
  if (first === undefined) return -1;
  return l.tree.kind[first] === l.names.kind.type_parameter ? l.tree.firstNamedChild(first) : first;
}

function firstOfUnion(l: Lowering, union: number): number {
  const { tree, names } = l;
  let left = child(l, union, 'left');
  let right = child(l, union, 'right');
  if (left === -1) [left = -1, right = -1] = children(l, union);
  const bare = (node: number): number => {
    let at = node;
    while (at !== -1 && tree.kind[at] === names.kind.type) at = tree.firstNamedChild(at);
    return at;
  };
  return left !== -1 && tree.kind[bare(left)] === names.kind.none ? right : left;
}

function inText(text: string): string | undefined {
  const inner = /^\s*(?:typing\.)?(?:Optional|Annotated)\[\s*([\w.]{1,200})/.exec(text)?.[1];
  return named(inner ?? /^\s*([\w.]{1,200})/.exec(text)?.[1] ?? '');
}

function named(text: string): string | undefined {
  const name = text.replace(/\s+/g, '');
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && name !== 'None' ? name : undefined;
}
