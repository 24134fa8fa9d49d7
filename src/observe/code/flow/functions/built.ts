import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import { Op } from '../../ir/ir.ts';
import type { FunctionNode } from '../values/nodes.ts';

const joining = new Set(['format', 'format_map', 'join', 'concat', 'replace', 'Template', 'substitute']);

/** Whether a value is a text that is put together where it stands: `'…' + x`, `f'…{x}'`, `'…'.format(x)`, and what a branch adds to one. */
export function isBuilt(frame: Frame, at: number, depth = 0): boolean {
  if (at < 0 || depth > 6) return false;
  const root = frame.root(at);
  switch (frame.op(root)) {
    case Op.Template:
      return frame.b(root) > 1;
    case Op.Binary:
      return /^[+%]$/.test(frame.text(frame.c(root)));
    case Op.Call:
      return joining.has(nameOf(frame, frame.pool[frame.a(root)]!));
    case Op.Phi:
      return frame.pool
        .slice(frame.a(root), frame.a(root) + frame.b(root))
        .some((each) => each < root && isBuilt(frame, each, depth + 1));
    default:
      return false;
  }
}

/** Whether a function calls one of these names, or a function of its file does that it calls. */
export function callsOne(of: FunctionNode, names: readonly string[], depth = 0): boolean {
  const { module, ir } = of;
  const { texts } = module.ir;
  for (let at = 0; at < ir.code.length; at += 6) {
    const [op, a, b] = [ir.code[at], ir.code[at + 1]!, ir.code[at + 2]!];
    if ((op === Op.Load || op === Op.Import) && names.includes(texts[b]!)) return true;
    if (op === Op.Global && names.includes(texts[a]!)) return true;
    if (op !== Op.Outer) continue;
    const outer = module.functions[a]?.ir.code;
    if (outer === undefined) continue;
    const [kind, first, second] = [outer[b * 6], outer[b * 6 + 1]!, outer[b * 6 + 2]!];
    if (kind === Op.Import && names.includes(texts[second]!)) return true;
    const callee = kind === Op.Function ? module.functions[first] : undefined;
    if (callee !== undefined && callee !== of && depth < 2 && callsOne(callee, names, depth + 1)) return true;
  }
  return false;
}
