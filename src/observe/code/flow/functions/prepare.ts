import { Op } from '../../ir/ir.ts';
import type { ModuleNode } from '../values/nodes.ts';

/** Which of a function's values functions inside it read, and which `Phi` have operands that come later. */
export function prepare(module: ModuleNode): void {
  for (const inner of module.functions) {
    const { code, pool } = inner.ir;
    for (let at = 0; at < code.length; at += 6) {
      const op = code[at];
      if (op === Op.Arguments) inner.usesArguments = true;
      else if (op === Op.Caught) {
        const caught = (inner.caughtValues ??= new Set());
        for (let nth = 0; nth < code[at + 2]!; nth++) caught.add(pool[code[at + 1]! + nth]!);
        (inner.tries ??= []).push(code[at + 3]!, at / 6);
      }
      if (op === Op.Outer) {
        const owner = module.functions[code[at + 1]!];
        if (owner === undefined) continue;
        owner.wanted ??= new Uint8Array(owner.ir.code.length / 6);
        owner.wanted[code[at + 2]!] = 1;
      } else if (op === Op.Phi) {
        const from = code[at + 1]!;
        const end = from + code[at + 2]!;
        for (let nth = from; nth < end; nth++)
          if (pool[nth]! >= at / 6) {
            (inner.loops ??= []).push(at / 6);
            break;
          }
      }
    }
  }
}
