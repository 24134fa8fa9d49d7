import { ConstKind } from '../ir/ir.ts';
import { child, type Lowering } from './lowering.ts';
import { percentTemplate } from './strings.ts';

/** `a + b + c` and `a or b or c` lean to the left, thousands deep in generated code: from the leftmost on, without recursion. */
export function chain(l: Lowering, node: number): number {
  const { f, tree } = l;
  const { binary_operator: arithmetic, boolean_operator: logical } = l.names.kind;
  const spine: number[] = [];
  let left = node;
  while (left !== -1 && (tree.kind[left] === arithmetic || tree.kind[left] === logical)) {
    spine.push(left);
    left = child(l, left, 'left');
  }
  let value = -1;
  // Of `a or b or c`: the forks between them, and what the last one was of.
  let forks = 0;
  let open = '';
  let last = -1;
  const joinAll = (): void => {
    for (; forks > 0; forks--) f.control.join();
  };
  for (let at = spine.length - 1; at >= 0; at--) {
    const one = spine[at]!;
    const start = tree.start[one]!;
    const end = tree.end[one]!;
    const right = child(l, one, 'right');
    const written = child(l, one, 'operator');
    const operator = written === -1 ? '' : tree.textOf(written);
    const isFirst = at === spine.length - 1;
    if (operator !== open) joinAll();
    if (isFirst && operator === '%' && left !== -1 && right !== -1) {
      const template = percentTemplate(l, one, left, right);
      if (template !== undefined) {
        value = template;
        continue;
      }
    }
    if (isFirst) value = left === -1 ? f.undefined() : l.expression(left);
    if (operator === 'and' || operator === 'or') {
      // What stands further left is already known here, in the forks that are open.
      f.control.fork(forks > 0 ? last : value);
      if (operator === 'or') f.control.otherwise();
      forks += 1;
      open = operator;
    }
    last = right === -1 || !(f.control.reachable || forks === 0) ? f.undefined() : l.expression(right);
    value = f.binary(value, spelling[operator] ?? operator, last, start, end);
  }
  joinAll();
  return value;
}

/** Logical operators are spelt as in other languages, since branches look into them. */
const spelling: Readonly<Record<string, string | undefined>> = { and: '&&', or: '||' };

export function comparison(l: Lowering, node: number): number {
  const { f, tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  let operator = '';
  let left = -1;
  let value = -1;
  for (let at = tree.firstChild(node); at !== -1; at = tree.nextSibling(at)) {
    if (tree.field[at] === names.field.operators) {
      operator = tree.textOf(at).replace(/\s+/g, ' ');
      continue;
    }
    if (!tree.isNamed(at) || tree.kind[at] === names.kind.comment) continue;
    const right = l.expression(at);
    if (left !== -1) {
      const one = compared(l, left, operator, right, start, end);
      value = value === -1 ? one : f.binary(value, '&&', one, start, end);
    }
    left = right;
  }
  return value === -1 ? f.undefined() : value;
}

function compared(l: Lowering, left: number, operator: string, right: number, start: number, end: number): number {
  const { f } = l;
  if (operator === 'in' || operator === 'not in') {
    const isIn = f.isAmong(left, right);
    if (isIn !== undefined) {
      const holds = isIn === (operator === 'in');
      return f.const(String(holds), holds ? ConstKind.true : ConstKind.false, start, end);
    }
  }
  if (operator === 'not in') return f.unary('!', f.binary(left, 'in', right, start, end), start, end);
  if (operator === 'is not') return f.unary('!', f.binary(left, 'is', right, start, end), start, end);
  return f.binary(left, operator === '<>' ? '!=' : operator, right, start, end);
}
