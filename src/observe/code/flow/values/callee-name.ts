import type { Frame } from './frame.ts';
import { Op } from '../../ir/ir.ts';
import type { FunctionNode } from './nodes.ts';

/** The last name of a callee. */
export function nameOf(frame: Frame, at: number): string {
  const value = frame.root(at);
  const op = frame.op(value);
  if (op === Op.Load) return frame.text(frame.b(value));
  if (op === Op.Global) {
    const name = frame.text(frame.a(value));
    // A filter of a template: what it is called there.
    return name.startsWith('$helper_') ? name.slice(8) : name;
  }
  if (op === Op.Import) {
    const name = frame.text(frame.b(value));
    return name === '*' || name === 'default' ? frame.text(frame.a(value)) : name;
  }
  if (op === Op.Outer) return nameOfOuter(frame.function.module.functions[frame.a(value)], frame.b(value));
  if (op === Op.Function) return frame.text(frame.function.module.functions[frame.a(value)]?.ir.name ?? -1);
  return '';
}

/** The whole name of what is imported from a module of Python's, `functools.partial`; '' for others. */
export function importedName(frame: Frame, at: number): string {
  let of: FunctionNode | undefined = frame.function;
  let value = at;
  let name = '';
  for (let hops = 0; hops < 8 && of !== undefined; hops++) {
    const code: readonly number[] = of.ir.code;
    const texts: readonly string[] = of.module.ir.texts;
    const op = code[value * 6];
    const a = code[value * 6 + 1]!;
    const b = code[value * 6 + 2]!;
    if (op === Op.Import) {
      const own = texts[b]!;
      return own === '*' ? `${texts[a]!}${name}` : `${texts[a]!}.${own}${name}`;
    }
    if (op === Op.Load && name === '') {
      name = `.${texts[b]!}`;
      value = a;
    } else if (op === Op.Guard || op === Op.Typed) value = a;
    else if (op === Op.Outer) {
      of = of.module.functions[a];
      value = b;
    } else return '';
  }
  return '';
}

/** The name of a value of an outer function: imported, global, or a function's own. */
export function nameOfOuter(owner: FunctionNode | undefined, at: number): string {
  if (owner === undefined) return '';
  const { texts } = owner.module.ir;
  const { code } = owner.ir;
  let value = at;
  for (let hops = 0; hops < 10; hops++) {
    const [op, a, b] = [code[value * 6], code[value * 6 + 1]!, code[value * 6 + 2]!];
    switch (op) {
      case Op.Guard:
      case Op.Typed:
      case Op.Await:
        value = a;
        continue;
      case Op.Import: {
        const name = texts[b]!;
        return name === '*' || name === 'default' ? texts[a]! : name;
      }
      case Op.Load:
        return texts[b]!;
      case Op.Global:
        return texts[a]!;
      case Op.Function:
        return owner.module.functions[a]?.name ?? '';
      case Op.Class:
        return owner.module.classes[a]?.name ?? '';
      case Op.Outer: {
        const outer = owner.module.functions[a];
        return outer === undefined || outer === owner ? '' : nameOfOuter(outer, b);
      }
      default:
        return '';
    }
  }
  return '';
}
