import { noApi } from './api.ts';
import { answered } from './answers.ts';
import { arrayLiteral, objectLiteral } from './literals.ts';
import { asNumber } from './builtins/javascript.ts';
import { evaluateCall } from './call-site.ts';
import { Frame } from './frame.ts';
import { maskOfCompleted } from './guard-calls.ts';
import { maskOfGuard } from './guards.ts';
import { FunctionFlag } from '../ir/ir.ts';
import { judges } from './judges/index.ts';
import { notableIn } from './notable.ts';
import { harmful, numeric } from './masks.ts';
import { evaluateMarkup } from './markup.ts';
import { loadElement, loadMember, storeMember, textLabels, unknownNamed } from './members.ts';
import { noteAssigned } from './assigned.ts';
import { isOtherField } from './parameters.ts';
import { evaluateClass, evaluateFunction } from './definitions.ts';
import { receiverIndex } from './nodes.ts';
import { isOwnObject } from './plain-classes.ts';
import type { FunctionNode } from './nodes.ts';
import { maskOfPrefix } from './pattern/judge.ts';
import type { Solver } from './solver.ts';
import { summarise } from './summary.ts';
import {
  Flag,
  gap,
  join,
  joinLabels,
  isPattern,
  joinTexts,
  type Labels,
  masked,
  noConstants,
  noLabels,
  noObjects,
  nothing,
  ofConstant,
  ofLabels,
  ofObject,
  unknown,
  Value,
  withLabels,
} from './value.ts';
import { instanceOf } from './calls.ts';
import { exportValue, exportAll, importValue } from './imports.ts';

type Step = (frame: Frame, a: number, b: number, c: number) => Value;

/** So many objects are looked into for one value. */
const mostObjects = 48;

/** Evaluates a function's code once, in order; loops again while what comes around them says more. Gives the frame, for those who look back. */
export function evaluate(solver: Solver, of: FunctionNode, depth: number): Frame {
  const frame = new Frame(solver, of, depth);
  const before = of.written;
  of.written = [];
  of.hits = [];
  of.checks = [];
  of.isActive = true;
  run(frame, 0, frame.values.length);
  if (of.loops !== undefined) goAround(frame, of.loops);
  finish(frame);
  of.isActive = false;
  solver.settle(of, before);
  return frame;
}

function run(frame: Frame, from: number, to: number): void {
  const { code, values } = frame;
  const own = frame.function;
  const { wanted } = own;
  for (let at = from; at < to; at++) {
    frame.at = at;
    frame.fuel = mostObjects;
    const place = at * 6;
    const value = steps[code[place]!]!(frame, code[place + 1]!, code[place + 2]!, code[place + 3]!);
    values[at] = value;
    if (wanted !== undefined && wanted[at] === 1) frame.write(own.outerCell(at), value);
  }
}

function goAround(frame: Frame, loops: readonly number[]): void {
  for (let round = 0; round < 3; round++) {
    let first = -1;
    for (const at of loops) {
      if (phi(frame, frame.a(at), frame.b(at)) !== frame.value(at) && first < 0) first = at;
    }
    if (first < 0) return;
    const own = frame.function;
    own.hits = own.hits.filter(({ at }) => at < first);
    own.checks = own.checks.filter(({ at }) => at < first);
    run(frame, first, frame.values.length);
  }
}

/** What is seen only when all values of a function are there. */
function finish(frame: Frame): void {
  const own = frame.function;
  const notable = notableIn(frame);
  frame.solver.summarised(own, summarise(frame, notable.returns));
  for (const kind of frame.solver.answersOf(own))
    for (const at of notable.returns) {
      const given = frame.a(at);
      if (given < 0) continue;
      frame.at = at;
      frame.hit(kind, given, answered(frame, kind, frame.value(given)), []);
    }
  frame.fuel = mostObjects;
  for (const judge of judges) judge(frame, notable);
}

function phi(frame: Frame, from: number, count: number): Value {
  const { pool, values } = frame;
  let value = nothing;
  for (let nth = from; nth < from + count; nth++) value = join(value, values[pool[nth]!] ?? nothing);
  const known = values[frame.at];
  return known === undefined ? value : join(known, value);
}

function parameter(frame: Frame, index: number): Value {
  const own = frame.function;
  const cell = own.params[index];
  const label = [own.label(index), harmful];
  if (cell === undefined) return unknown;
  const given = cell.read(own);
  let value = given === nothing ? ofLabels(label) : withLabels(given, label);
  const param = own.ir.params[index];
  let made = nothing;
  if (param !== undefined && param.type >= 0) made = frame.solver.typed(frame, frame.text(param.type));
  if (index === 0 && own.isPython && own.class !== undefined && !own.isStatic && own.ir.params.length > 0)
    made = join(made, own.paramName(0) === 'cls' ? ofObject(own.class.object) : instanceOf(frame, own.class));
  if (own.isPython && isOwnObject(frame, made)) return withLabels(join(value, made), noLabels);
  value = join(value, made);
  if (value.objects.length === 0 && value.api === noApi) value = join(value, unknownNamed(frame, own.paramName(index)));
  const source = frame.solver.namedParameter(frame, index);
  return source === undefined ? value : withLabels(value, joinLabels(value.labels, source));
}

function receiver(frame: Frame): Value {
  let own = frame.function;
  while (own.isArrow && own.owner !== undefined) own = own.owner;
  let value = own.receiver.read(frame.function);
  if (own.class !== undefined)
    value = join(value, own.isStatic ? ofObject(own.class.object) : instanceOf(frame, own.class));
  const label: Labels = [own.label(receiverIndex), harmful];
  return value === nothing ? ofLabels(label) : withLabels(value, label);
}

function loaded(frame: Frame, base: number, name: number): Value {
  const from = frame.value(base);
  const value = loadMember(frame, from, frame.text(name));
  if (value.labels.length === 0 || !frame.function.isPython || from.objects.length === 0) return value;
  const isOther = from.objects.some(
    ({ kind, class: of }) => kind === 'instance' && of !== undefined && isOtherField(of, frame.text(name)),
  );
  return isOther ? withLabels(value, masked(value.labels, numeric())) : value;
}

function guarded(frame: Frame, target: number, test: number, truth: number): Value {
  const value = frame.value(target);
  if (value.labels.length === 0) return value;
  const mask = truth === 2 ? maskOfCompleted(frame, target, test) : maskOfGuard(frame, target, test, truth === 1);
  if (mask === harmful) return value;
  return withLabels(value, masked(value.labels, mask));
}

/** One text after another: what stands behind a fixed beginning is judged by it. */
function concatenated(frame: Frame, parts: readonly number[]): Value {
  let labels: Labels = noLabels;
  let shape = '';
  let text: string | undefined = '';
  let isFirst = true;
  for (const part of parts) {
    const value = frame.value(part);
    const own = textLabels(frame, value);
    if (own.length > 0) labels = joinLabels(labels, isFirst ? own : masked(own, maskOfPrefix(shape)));
    const constant =
      value.constants.length === 1 && (value.flags & Flag.open) === 0 && own.length === 0 && value.objects.length === 0
        ? value.constants[0]
        : undefined;
    text =
      text !== undefined && (typeof constant === 'string' || typeof constant === 'number') && text.length < 4000
        ? text + String(constant)
        : undefined;
    shape = isFirst ? value.shape || gap : joinTexts(shape, value.shape);
    isFirst = false;
  }
  if (text !== undefined && labels.length === 0) return ofConstant(text);
  return new Value(labels, noObjects, noApi, noConstants, Flag.open, shape === gap ? '' : shape);
}

const truthValues = new Set([
  '==',
  '===',
  '!=',
  '!==',
  '<',
  '>',
  '<=',
  '>=',
  'instanceof',
  'in',
  'is',
  'is not',
  'not in',
]);

function binary(frame: Frame, a: number, b: number, c: number): Value {
  const operator = frame.text(c);
  if (truthValues.has(operator)) return unknown;
  const left = frame.value(a);
  const right = frame.value(b);
  if (operator === '||' || operator === '??') return join(left, right);
  if (operator === '&&') return left.constants.length > 0 ? join(left, right) : right === nothing ? left : right;
  if (operator === '+') return added(frame, a, b, left, right);
  const labels = joinLabels(textLabels(frame, left), textLabels(frame, right));
  if (labels.length === 0) {
    // Paths that are joined, and flags that are put together.
    const path = frame.function.isPython && (operator === '/' || operator === '|') ? left.api.join(right.api) : noApi;
    if (path !== noApi) return new Value(noLabels, noObjects, path, noConstants, Flag.open, left.shape);
    return folded(operator, left, right);
  }
  if (frame.function.isPython && (operator === '%' || operator === '/' || operator === '|' || operator === '*')) {
    // Formatting, paths, tables, repetition.
    return new Value(
      labels,
      left.objects,
      operator === '/' ? left.api.join(right.api) : noApi,
      noConstants,
      Flag.open,
      operator === '%' ? left.shape.replace(/%.*$/s, gap) : left.shape,
    );
  }
  return asNumber(labels);
}

function folded(operator: string, left: Value, right: Value): Value {
  const [a] = left.constants;
  const [b] = right.constants;
  if (left.constants.length !== 1 || right.constants.length !== 1) return unknown;
  if (((left.flags | right.flags) & Flag.open) !== 0) return unknown;
  // Python repeats texts: `b'\\0' * 16`.
  if (operator === '*' && typeof a === 'string' && typeof b === 'number')
    return b >= 0 && b <= 1000 && a.length * b <= 4000 ? ofConstant(a.repeat(Math.floor(b))) : unknown;
  if (typeof a !== 'number' || typeof b !== 'number') return unknown;
  const result =
    operator === '*'
      ? a * b
      : operator === '-'
        ? a - b
        : operator === '**'
          ? a ** b
          : operator === '/'
            ? a / b
            : operator === '<<'
              ? a << b
              : undefined;
  return result === undefined ? unknown : ofConstant(result);
}

function added(frame: Frame, a: number, b: number, left: Value, right: Value): Value {
  const [x] = left.constants;
  const [y] = right.constants;
  if (typeof x === 'number' && typeof y === 'number' && left.constants.length === 1 && right.constants.length === 1)
    return ofConstant(x + y);
  const sum = concatenated(frame, [a, b]);
  // Lists are joined too.
  return frame.function.isPython && left.objects.length > 0
    ? join(sum, new Value(noLabels, [...left.objects], noApi, noConstants, 0, ''))
    : sum;
}

function loadAt(frame: Frame, a: number, b: number): Value {
  const base = frame.value(a);
  const key = frame.value(b);
  if (key.constants.length === 0 || key.labels.length > 0) return chosen(frame, loadElement(frame, base), key.labels);
  let result = nothing;
  for (const constant of key.constants)
    result = join(
      result,
      typeof constant === 'string' || typeof constant === 'number'
        ? loadMember(frame, base, String(constant))
        : unknown,
    );
  return (key.flags & Flag.open) === 0 ? result : join(result, loadElement(frame, base));
}

/** An element whose place was drawn by lot: whoever can predict the number knows the element. */
function chosen(frame: Frame, element: Value, key: Labels): Value {
  const drawn = frame.solver.drawn(key);
  return drawn.length === 0 ? element : withLabels(element, joinLabels(element.labels, drawn));
}

function store(frame: Frame, a: number, b: number, c: number): Value {
  const name = frame.text(b);
  const value = frame.value(c);
  storeMember(frame, frame.value(a), name, value);
  noteAssigned(frame, a, name, c);
  return value;
}

function storeAt(frame: Frame, a: number, b: number, c: number): Value {
  const base = frame.value(a);
  const key = frame.value(b);
  const value = frame.value(c);
  const names = key.labels.length === 0 && (key.flags & Flag.open) === 0 ? key.constants : [];
  if (names.length > 0) for (const name of names) storeMember(frame, base, isPattern(name) ? '' : String(name), value);
  else for (const object of base.objects) frame.write(object.any, value);
  frame.solver.assignedAt(frame, a, b, c);
  return value;
}

function named(frame: Frame, a: number, b: number): Value {
  const value = frame.value(a);
  frame.solver.namedSink(frame, frame.text(b), a, value.labels);
  return value;
}

/** The opcodes, in the order of their numbers (ir.ts). */
const steps: readonly Step[] = [
  (frame, a, b, c) =>
    b === 6
      ? new Value(noLabels, noObjects, noApi, [frame.solver.pattern(frame.text(a), frame.text(c))], 0, '')
      : frame.function.module.constant(a, b),
  (frame, a) => parameter(frame, a),
  (frame) => receiver(frame),
  (frame) => {
    let value = nothing;
    for (let index = 0; index < frame.function.ir.params.length; index++) value = join(value, parameter(frame, index));
    const list = frame.function.objectAt(frame.at, 'array');
    frame.write(list.any, value);
    return withLabels(ofObject(list), value.labels);
  },
  (frame, a, b) => importValue(frame, frame.text(a), frame.text(b)),
  (frame, a) => frame.solver.global(frame, frame.text(a)),
  (frame, a, b) => frame.function.module.functions[a]?.outerCell(b).read(frame.function) ?? unknown,
  (frame, a, b) => frame.function.module.functions[a]?.cells[b]?.read(frame.function) ?? unknown,
  (frame, a, b, c) => {
    const cell = frame.function.module.functions[a]?.cells[b];
    if (cell !== undefined) frame.write(cell, frame.value(c));
    return frame.value(c);
  },
  (frame, a, b) => phi(frame, a, b),
  (frame, a, b, c) => guarded(frame, a, b, c),
  loaded,
  (frame, a, b) => loadAt(frame, a, b),
  store,
  storeAt,
  (frame, a, b) => objectLiteral(frame, a, b),
  (frame, a, b) => arrayLiteral(frame, a, b),
  (frame, a) => evaluateFunction(frame, a),
  (frame, a) => evaluateClass(frame, a),
  (frame, a, b, c) => evaluateCall(frame, a, b, c),
  binary,
  (frame, a, _b, c) => {
    const operator = frame.text(c);
    const value = frame.value(a);
    if (operator === '-' && value.constants.length === 1 && typeof value.constants[0] === 'number')
      return ofConstant(-value.constants[0]);
    return operator === '-' || operator === '+' || operator === '~' ? asNumber(value.labels) : unknown;
  },
  (frame, a, b) => concatenated(frame, frame.pool.slice(a, a + b)),
  (frame, a) => frame.value(a),
  (frame, a) => {
    const value = frame.value(a);
    frame.write(frame.function.yields, value);
    return unknown;
  },
  (frame, a) => loadElement(frame, frame.value(a)),
  (frame, a) => ofLabels(frame.value(a).labels),
  (frame, a) => frame.value(a),
  (frame, a) => {
    if (a >= 0) {
      frame.write(frame.function.result, frame.value(a));
      if ((frame.function.ir.flags & FunctionFlag.component) !== 0) noteAssigned(frame, a, '', a);
      frame.solver.namedReturn(frame, a);
    }
    return unknown;
  },
  (frame, a) => frame.value(a),
  (frame) => frame.solver.caught(frame),
  (frame, a, b) => exportValue(frame, frame.text(a), b),
  (frame, a) => exportAll(frame, frame.text(a)),
  (frame, a, b, c) => (c === 2 ? named(frame, a, b) : join(frame.value(a), frame.solver.typed(frame, frame.text(b)))),
  (frame, a, b) => evaluateMarkup(frame, a, b),
  () => unknown,
  (frame, a, b) => {
    let labels: Labels = noLabels;
    for (let nth = a; nth < a + b; nth++) labels = joinLabels(labels, frame.value(frame.pool[nth]!).labels);
    return ofLabels(labels);
  },
];
