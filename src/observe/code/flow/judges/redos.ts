import type { Matching } from '../../expressions/index.ts';
import { noApi } from '../models/api.ts';
import { calledAt } from '../steps/call-site.ts';
import { nameOf } from '../values/callee-name.ts';
import { type Arguments, argument, operandOf } from '../values/arguments.ts';
import type { Frame } from '../values/frame.ts';
import type { ExpressionUse } from '../values/hits.ts';
import { Op } from '../../ir/ir.ts';
import type { Judge } from './judge.ts';
import { loadMember, textLabels } from '../objects/members.ts';
import { judgeValidator } from './slow.ts';
import { isPattern, type Value } from '../values/value.ts';

/** Notes that a text is put to a regular expression that is known, or will be by a validator. How slow it is, is found out when all flows are known. */
export const redos: Judge = (frame, { calls, schemas }) => {
  const { isPython } = frame.function;
  for (const { at, name } of calls) {
    const isMatch = isPython ? inPython.has(name) : byExpression.has(name) || byText.has(name);
    if (!isMatch && !validators.has(name)) continue;
    const { receiver, receiverOperand, args } = calledAt(frame, at);
    frame.at = at;
    if (!isMatch) noteValidator(frame, name, args);
    else if (isPython) noteInPython(frame, name, receiver, args);
    else noteInJavaScript(frame, name, receiver, receiverOperand, args);
  }
  for (const at of schemas) {
    frame.at = at;
    noteSchema(frame, frame.value(at));
  }
};

const byExpression = new Set(['test', 'exec']);
const byText: ReadonlyMap<string, Matching> = new Map([
  ['match', 'search'],
  ['search', 'search'],
  ['replace', 'search'],
  ['matchAll', 'search-all'],
  ['replaceAll', 'search-all'],
  ['split', 'search-all'],
]);

function noteInJavaScript(frame: Frame, name: string, receiver: Value, receiverAt: number, args: Arguments): void {
  if (byExpression.has(name)) {
    note(frame, receiver, 'search', argument(args, 0), operandOf(args, 0));
    return;
  }
  const matching = byText.get(name);
  if (matching === undefined) return;
  const expression = argument(args, 0);
  // `split` and others take plain text for what it is.
  if (!expression.constants.some((constant) => isPattern(constant))) return;
  note(frame, expression, matching, receiver, receiverAt);
}

function note(frame: Frame, expression: Value, matching: Matching, text: Value, operand: number): void {
  for (const constant of expression.constants) {
    if (!isPattern(constant)) continue;
    const isRepeated = constant.flags.includes('g');
    const use = { source: constant.pattern, flags: constant.flags, matching: isRepeated ? 'search-all' : matching };
    hit(frame, use, text, operand);
  }
}

/** By function: how it matches, and where its text stands, in `re` and in what `re.compile` gave. */
const inPython: ReadonlyMap<string, readonly [Matching, number, number]> = new Map([
  ['match', ['match', 1, 0]],
  ['fullmatch', ['whole', 1, 0]],
  ['search', ['search', 1, 0]],
  ['split', ['search-all', 1, 0]],
  ['findall', ['search-all', 1, 0]],
  ['finditer', ['search-all', 1, 0]],
  ['sub', ['search-all', 2, 1]],
  ['subn', ['search-all', 2, 1]],
]);

function noteInPython(frame: Frame, name: string, receiver: Value, args: Arguments): void {
  const known = inPython.get(name);
  if (known === undefined || receiver.api === noApi) return;
  const [matching, inModule, inCompiled] = known;
  const isCompiled = receiver.constants.length > 0;
  const place = isCompiled ? inCompiled : inModule;
  const expression = isCompiled ? receiver : (args.keywords?.get('pattern')?.value ?? argument(args, 0));
  const given = args.keywords?.get('string');
  const text = given?.value ?? argument(args, place);
  for (const constant of expression.constants)
    if (typeof constant === 'string')
      hit(frame, inWords(constant, matching), text, given?.operand ?? operandOf(args, place));
}

/** An expression over several lines can only be one with comments. */
function inWords(source: string, matching: Matching): ExpressionUse {
  return { source, flags: /\n/.test(source) ? 'x' : '', matching };
}

function hit(frame: Frame, expression: ExpressionUse, text: Value, operand: number): void {
  const labels = textLabels(frame, text, 1);
  if (labels.length === 0) return;
  const isBounded = operand >= 0 && isShort(frame, operand);
  frame.function.hits.push({ at: frame.at, value: operand, kind: 'match', labels, needs: [], expression, isBounded });
}

const comparisons = new Set(['<', '>', '<=', '>=', '===', '==']);
const cuts = new Set(['slice', 'substring', 'substr']);

/** Whether a text's length was looked at before, or it was cut. */
function isShort(frame: Frame, operand: number): boolean {
  let at = operand;
  for (let hops = 0; hops < 40; hops++) {
    const op = frame.op(at);
    if (op === Op.Guard && isOfLength(frame, frame.b(at))) return true;
    if (op !== Op.Guard && op !== Op.Typed && op !== Op.Await) break;
    at = frame.a(at);
  }
  return frame.op(at) === Op.Call && cuts.has(nameOf(frame, frame.pool[frame.a(at)]!));
}

function isOfLength(frame: Frame, test: number): boolean {
  return (
    frame.op(test) === Op.Binary &&
    comparisons.has(frame.text(frame.c(test))) &&
    [frame.a(test), frame.b(test)].some((side) => {
      const root = frame.root(side);
      if (frame.op(root) === Op.Load) return frame.text(frame.b(root)) === 'length';
      return frame.op(root) === Op.Call && nameOf(frame, frame.pool[frame.a(root)]!) === 'len';
    })
  );
}

const validators: ReadonlyMap<string, Matching> = new Map([
  ['RegexValidator', 'search'],
  ['RegexField', 'search'],
  ['Regexp', 'match'],
  ['Regex', 'match'],
  ['constr', 'match'],
  ['StringConstraints', 'match'],
  ['Field', 'match'],
  ['Query', 'match'],
  ['Form', 'match'],
  ['Body', 'match'],
  ['Path', 'match'],
  ['Header', 'match'],
  ['pattern', 'search'],
  ['regex', 'search'],
  ['matches', 'search'],
]);

/** What a validator's expression is put to comes from outside. */
function noteValidator(frame: Frame, name: string, args: Arguments): void {
  const matching = validators.get(name);
  if (matching === undefined) return;
  const given = frame.function.isPython
    ? (args.keywords?.get('pattern') ?? args.keywords?.get('regex') ?? first(args))
    : first(args);
  if (given === undefined) return;
  for (const constant of given.value.constants) {
    if (isPattern(constant))
      judgeValidator(frame, { source: constant.pattern, flags: constant.flags, matching }, given.operand);
    else if (frame.function.isPython && typeof constant === 'string')
      judgeValidator(frame, inWords(constant, matching), given.operand);
  }
}

function first(args: Arguments): { readonly value: Value; readonly operand: number } {
  return { value: argument(args, 0), operand: operandOf(args, 0) };
}

/** `{ type: 'string', pattern: '…' }`, as schemas of JSON say it: what they are put to comes from outside. */
function noteSchema(frame: Frame, schema: Value): void {
  if (loadMember(frame, schema, 'type').constants[0] !== 'string') return;
  const source = loadMember(frame, schema, 'pattern').constants[0];
  if (typeof source === 'string') judgeValidator(frame, { source, flags: 'u', matching: 'search' }, -1);
}
