import { Op } from '../../ir/ir.ts';
import type { FunctionNode } from '../values/nodes.ts';
import { type Judge, note } from './judge.ts';
import { isExclusive } from './toctou.ts';

const writes =
  /^(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|outputFile|outputFileSync|outputJson|outputJsonSync|writeJson|writeJsonSync)$/;
const folders = /^(?:\/var)?\/tmp\//;
/** They make names that nobody can guess, or folders of one's own. */
const drawing =
  /^(?:random|mkdtemp|nanoid|uuid|v[1-7]$|create[A-Z]?\w*(?:Dir|File|Id|Token)|tmpName|tempy|dirSync|fileSync|unique|make|new|get|next|sign|digest|hash)/i;

/** A file in the folder for temporary files under a name that others can know before. */
export const temporaryFiles: Judge = (frame, { calls }) => {
  if (frame.function.isPython || frame.function.module.isTest) return;
  for (const { at, name } of calls) {
    const from = frame.a(at);
    if (!writes.test(name) || frame.pool[from + 2]! < 1 || frame.pool[from + 3]! < 0) continue;
    const found = { isTemporary: false, isDrawn: false, left: mostParts };
    look(frame.function, frame.pool[from + 3]!, found, true);
    if (found.isTemporary && !found.isDrawn && !isExclusive(frame, at)) note(frame, 'insecure-temp-file', at, []);
  }
};

const mostParts = 60;

interface Found {
  isTemporary: boolean;
  isDrawn: boolean;
  left: number;
}

/** Looks into what a path is made of, also of constants around the function. */
function look(one: FunctionNode, value: number, found: Found, isFirst: boolean): void {
  if (value < 0 || --found.left < 0) return;
  const { code, pool } = one.ir;
  const { texts } = one.module.ir;
  const [op, a, b] = [code[value * 6], code[value * 6 + 1]!, code[value * 6 + 2]!];
  const next = (at: number, first = isFirst): void => look(one, at, found, first);
  switch (op) {
    case Op.Guard:
    case Op.Typed:
    case Op.Await:
    case Op.Unary:
      next(a);
      break;
    case Op.Const:
      if (isFirst && folders.test(texts[a]!)) found.isTemporary = true;
      break;
    case Op.Binary:
      next(a);
      next(b, false);
      break;
    case Op.Template:
      for (let nth = 0; nth < b; nth++) next(pool[a + nth]!, isFirst && nth === 0);
      break;
    case Op.Outer: {
      const outer = one.module.functions[a];
      if (outer !== undefined && outer !== one) look(outer, b, found, isFirst);
      break;
    }
    case Op.Load:
      next(a, false);
      break;
    case Op.Call:
      lookAtCall(one, value, found, isFirst);
      break;
    case Op.Param:
    case Op.Phi:
    case Op.LoadCell:
      // A path, or its beginning, that is given.
      if (isFirst) found.isDrawn = true;
      break;
    default:
      break;
  }
}

function lookAtCall(one: FunctionNode, value: number, found: Found, isFirst: boolean): void {
  const { code, pool } = one.ir;
  const from = code[value * 6 + 1]!;
  const name = calleeOf(one, pool[from]!);
  if (name === 'tmpdir') {
    found.isTemporary = true;
    return;
  }
  if (drawing.test(name)) {
    found.isDrawn = true;
    return;
  }
  const receiver = pool[from + 1]!;
  const isJoining = name === 'join' || name === 'resolve';
  for (let nth = 0; nth < pool[from + 2]!; nth++) {
    const operand = pool[from + 3 + nth]!;
    if (operand >= 0) look(one, operand, found, isFirst && isJoining && nth === 0);
  }
  if (receiver >= 0 && !isJoining) look(one, receiver, found, false);
}

function calleeOf({ ir: { code }, module }: FunctionNode, callee: number): string {
  const { texts } = module.ir;
  const [op, a, b] = [code[callee * 6], code[callee * 6 + 1]!, code[callee * 6 + 2]!];
  if (op === Op.Load || op === Op.Import) return texts[b]!;
  if (op === Op.Global) return texts[a]!;
  const outer = op === Op.Outer ? module.functions[a] : undefined;
  return outer === undefined || outer.ir.code === code ? '' : calleeOf(outer, b);
}
