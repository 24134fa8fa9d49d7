import { noApi } from '../models/api.ts';
import type { Frame } from '../values/frame.ts';
import { Op } from '../../ir/ir.ts';
import type { ClassNode, FunctionNode } from '../values/nodes.ts';
import type { Value } from '../values/value.ts';

/**
 * A parameter of a function that a framework of Python calls which is no text from outside: a number or another type of a library by its
 * annotation or by the route, one of a fixed list, or what the framework makes (`Depends`).
 */
export function isOther(frame: Frame, of: FunctionNode, index: number, routes: readonly string[]): boolean {
  if (!of.isPython) return false;
  const name = of.paramName(index);
  if (routes.some((route) => isNumberIn(route, name)) || isProvided(of, index)) return true;
  const type = typeOf(of, index);
  if (type === '') return false;
  if (plainTypes.test(type)) return true;
  const typed = frame.solver.typed(frame, type);
  if (typed.objects.length > 0)
    return typed.objects.some((object) => object.class !== undefined && isEnum(object.class));
  return typed.api !== noApi && !/(?:^|\.)(?:UploadFile|bytes)$/.test(type);
}

/** It is said to be a text: frameworks refuse others, so that it is never an operator of a query. */
export function isText(of: FunctionNode, index: number): boolean {
  return of.isPython && typeOf(of, index) === 'str';
}

/** Whether a function of Python says of a parameter that it is a number or another type that is no text. */
export function isPlain(of: FunctionNode, index: number): boolean {
  const type = of.isPython ? typeOf(of, index) : '';
  return type !== '' && plainTypes.test(type);
}

const plainTypes =
  /^(?:int|float|bool|complex|UUID[1-8]?|date|datetime|time|timedelta|Decimal|Literal|Positive(?:Int|Float)|NonNegative(?:Int|Float)|IPvAnyAddress|(?:datetime|decimal|ipaddress|uuid)\.\w+)$/;

function typeOf(of: FunctionNode, index: number): string {
  const type = of.ir.params[index]?.type ?? -1;
  return type < 0 ? '' : (of.module.ir.texts[type] ?? '');
}

/** Whether a class of models that are validated (pydantic) says of a field that it is a number or another type that is no text. */
export function isOtherField(of: ClassNode, name: string): boolean {
  const made = of.construct;
  const owner = of.module.functions[of.ir.owner];
  if (made === undefined || owner === undefined) return false;
  for (let index = 1; index < made.ir.params.length; index++)
    if (made.paramName(index) === name)
      return plainTypes.test(typeOf(made, index)) && of.ir.bases.some((base) => validated.test(nameAt(owner, base, 0)));
  return false;
}

const validated = /^(?:BaseModel|BaseSettings|SQLModel|Struct|Schema)$/;

/** A class whose values are listed in it (`class Size(str, Enum)`). */
function isEnum(of: ClassNode): boolean {
  const owner = of.module.functions[of.ir.owner];
  return owner !== undefined && of.ir.bases.some((base) => /^(?:Str|Int)?Enum$/.test(nameAt(owner, base, 0)));
}

/** Whether a route says that one of its parts is a number or an identifier: `<int:id>`, `{id:int}`, `(?P<id>[0-9]+)`. */
function isNumberIn(route: string, name: string): boolean {
  const at = route.indexOf(name);
  if (at < 1 || route.length > 1000) return false;
  const before = route.slice(Math.max(0, at - 60), at);
  const behind = route.slice(at + name.length, at + name.length + 30);
  if (/<(?:int|float|uuid)(?:\([^()<>]{0,50}\))?:$/.test(before) && behind.startsWith('>')) return true;
  if (/[<{]$/.test(before) && /^:(?:int|float|uuid|\\d\+?|\[0-9\]\+?)(?:\{[\d,]{1,9}\})?[>}]/.test(behind)) return true;
  return before.endsWith('(?P<') && /^>(?:\\d|\[0-9\])(?:\+|\{[\d,]{1,9}\})?\)/.test(behind);
}

/** Texts that the call of a decorator is given: paths, with what their parts are. */
export function textsOf(frame: Frame, decorator: number): string[] {
  const root = frame.root(decorator);
  if (frame.op(root) !== Op.Call) return [];
  const from = frame.a(root);
  const texts: string[] = [];
  for (let nth = 0; nth < frame.pool[from + 2]!; nth++) {
    const operand = frame.pool[from + 3 + nth]!;
    if (operand < 0) continue;
    texts.push(...textsIn(frame.value(operand)));
  }
  return texts;
}

export function textsIn(value: Value): string[] {
  return value.constants.filter((constant) => typeof constant === 'string');
}

/** Its default is made by the framework: `= Depends(f)`. */
function isProvided(of: FunctionNode, index: number): boolean {
  const { code, pool } = of.ir;
  for (let at = 0; at * 6 < code.length && at < 400; at++) {
    if (code[at * 6] !== Op.Phi) continue;
    const from = code[at * 6 + 1]!;
    const operands = pool.slice(from, from + code[at * 6 + 2]!);
    if (!operands.some((each) => code[each * 6] === Op.Param && code[each * 6 + 1] === index)) continue;
    for (const each of operands)
      if (code[each * 6] === Op.Call && provides.test(nameAt(of, pool[code[each * 6 + 1]!]!, 0))) return true;
  }
  return false;
}

const provides = /^(?:Depends|Security|Provide|Inject|Injected|FromDishka)$/;

/** The last name of what a value is: imported, global, or a member; '' for others. */
function nameAt(of: FunctionNode, at: number, depth: number): string {
  const { texts } = of.module.ir;
  const [op, a, b] = [of.ir.code[at * 6], of.ir.code[at * 6 + 1]!, of.ir.code[at * 6 + 2]!];
  switch (op) {
    case Op.Import:
    case Op.Load:
      return texts[b] ?? '';
    case Op.Global:
      return texts[a] ?? '';
    case Op.Outer: {
      const owner = of.module.functions[a];
      return owner === undefined || depth > 8 ? '' : nameAt(owner, b, depth + 1);
    }
    default:
      return '';
  }
}
