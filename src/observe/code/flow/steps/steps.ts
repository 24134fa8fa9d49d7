import { FunctionFlag, Op } from '../../ir/ir.ts';
import { noApi } from '../models/api.ts';
import { noteAssigned } from '../entries/assigned.ts';
import { asNumber } from '../builtins/builtin.ts';
import { evaluateCall } from './call-site.ts';
import { instanceOf } from '../calls/construct.ts';
import { evaluateClass, evaluateFunction } from '../entries/definitions.ts';
import { Frame } from '../values/frame.ts';
import { maskOfGuard } from '../guards/guards.ts';
import { maskOfCompleted, maskOfEach } from '../guards/outcomes.ts';
import { exportAll, exportValue, importValue } from '../entries/imports.ts';
import { assignedAt, drawn, keysOfTable, noteKey } from '../values/keys.ts';
import { arrayLiteral, objectLiteral } from '../objects/literals.ts';
import { evaluateMarkup } from '../entries/markup.ts';
import { noteEffect, placeOf, restItem, seenByCallers } from '../objects/instances.ts';
import { harmful, numeric } from '../models/masks.ts';
import { loadElement, loadMember, storeMember, textLabels, unknownNamed } from '../objects/members.ts';
import { namedParameter, namedReturn, namedSink, noteNamedConstant } from '../objects/named.ts';
import { argumentsIndex, receiverIndex } from '../values/nodes.ts';
import { binary, concatenated } from './operators.ts';
import { noteThrown } from '../functions/throwing.ts';
import { isOtherField, isPlain } from '../functions/parameters.ts';
import { isOwnObject } from '../functions/plain-classes.ts';
import { callSpecial, elementsOf, itemOfOwn } from '../calls/special-methods.ts';
import { isForAsker, ofThrown, withoutErrors } from '../functions/thrown.ts';
import {
  Flag,
  isPattern,
  join,
  joinLabels,
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
} from '../values/value.ts';

type Step = (frame: Frame, a: number, b: number, c: number) => Value;

/** The opcodes, in the order of their numbers (ir.ts). */
export const steps: readonly Step[] = [
  (frame, a, b, c) =>
    b === 6
      ? new Value(noLabels, noObjects, noApi, [frame.solver.pattern(frame.text(a), frame.text(c))], 0, '')
      : frame.function.module.constant(a, b),
  (frame, a) => parameter(frame, a),
  (frame) => receiver(frame),
  (frame) => {
    // What stands at a place of it has a label of its own (instances.ts).
    let value = ofLabels([frame.function.label(argumentsIndex), harmful]);
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
  (frame, a) => iterated(frame, frame.value(a)),
  (frame, a) => ofLabels(frame.value(a).labels),
  (frame, a) => frame.value(a),
  (frame, a) => {
    if (a >= 0) {
      frame.write(frame.function.result, frame.value(a));
      if ((frame.function.ir.flags & FunctionFlag.component) !== 0) noteAssigned(frame, a, '', a);
      namedReturn(frame, a);
    }
    return unknown;
  },
  (frame, a) => {
    const value = frame.value(a);
    if (frame.function.caughtValues?.has(a) !== true) noteThrown(frame, value);
    return value;
  },
  (frame, a, b, c) => caught(frame, a, b, c),
  (frame, a, b) => exportValue(frame, frame.text(a), b),
  (frame, a) => exportAll(frame, frame.text(a)),
  (frame, a, b, c) =>
    c === 3
      ? entered(frame, a, b)
      : c === 2
        ? named(frame, a, b)
        : join(typed(frame, a, frame.text(b)), frame.solver.typed(frame, frame.text(b))),
  (frame, a, b) => evaluateMarkup(frame, a, b),
  () => unknown,
  (frame, a, b) => {
    let labels: Labels = noLabels;
    for (let nth = a; nth < a + b; nth++) labels = joinLabels(labels, frame.value(frame.pool[nth]!).labels);
    return ofLabels(labels);
  },
];

export function phi(frame: Frame, from: number, count: number): Value {
  const { pool, values } = frame;
  let value = nothing;
  for (let nth = from; nth < from + count; nth++) value = join(value, values[pool[nth]!] ?? nothing);
  const known = values[frame.at];
  return known === undefined ? value : join(known, value);
}

function parameter(frame: Frame, index: number): Value {
  const own = frame.function;
  const cell = own.params[index];
  const label = [own.label(index), isPlain(own, index) ? numeric() : harmful];
  if (cell === undefined) return unknown;
  const given = cell.read(own);
  let value = given === nothing ? ofLabels(label) : withLabels(given, label);
  const param = own.ir.params[index];
  let made = nothing;
  if (param !== undefined && param.type >= 0) made = frame.solver.typed(frame, frame.text(param.type));
  if (index === 0 && own.isPython && own.class !== undefined && !own.isStatic && own.ir.params.length > 0)
    made = join(made, own.paramName(0) === 'cls' ? ofObject(own.class.object) : instanceOf(frame, own.class));
  if (own.isPython && isOwnObject(frame, made)) {
    const isKnown = index === 0 && own.hasReceiver && value.objects.some(({ kind }) => kind === 'instance');
    return withLabels(isKnown ? value : join(value, made), noLabels);
  }
  value = join(value, made);
  if (value.objects.length === 0 && value.api === noApi) value = join(value, unknownNamed(frame, own.paramName(index)));
  const source = namedParameter(frame, index);
  return source === undefined ? value : withLabels(value, joinLabels(value.labels, source));
}

function receiver(frame: Frame): Value {
  let own = frame.function;
  while (own.isArrow && own.owner !== undefined) own = own.owner;
  let value = own.receiver.read(frame.function);
  if (own.class !== undefined && !(own.hasReceiver && value.objects.length > 0))
    value = join(value, own.isStatic ? ofObject(own.class.object) : instanceOf(frame, own.class));
  const label: Labels = [own.label(receiverIndex), harmful];
  return value === nothing ? ofLabels(label) : withLabels(value, label);
}

function loaded(frame: Frame, base: number, name: number, isItem: number): Value {
  const from = frame.value(base);
  const text = frame.text(name);
  if (isItem === 1) {
    const own = itemOfOwn(frame, from, ofConstant(text));
    if (own !== nothing) return own;
  }
  const held = loadMember(frame, from, text);
  const value =
    from.objects.length === 0 ? held : (restItem(frame, base, text, held) ?? seenByCallers(frame, base, text, held));
  if (value.labels.length === 0 || !frame.function.isPython) return value;
  const told = from.labels.length === 0 ? value.labels : ofThrown(frame, value.labels, frame.text(name));
  if (told !== value.labels) return withLabels(value, told);
  if (from.objects.length === 0) return value;
  const isOther = from.objects.some(
    ({ kind, class: of }) => kind === 'instance' && of !== undefined && isOtherField(of, frame.text(name)),
  );
  return isOther ? withLabels(value, masked(value.labels, numeric())) : value;
}

function guarded(frame: Frame, target: number, test: number, truth: number): Value {
  const value = frame.value(target);
  const isList =
    value.labels.length === 0 && value.objects.length > 0 && value.objects.every(({ kind }) => kind === 'array');
  if (value.labels.length === 0 && !isList) return value;
  const mask =
    truth > 2
      ? maskOfEach(frame, target, test, truth)
      : truth === 2
        ? maskOfCompleted(frame, target, test)
        : maskOfGuard(frame, target, test, truth === 1);
  if (mask === harmful) return value;
  // What is in it was tested.
  if (isList) return new Value(masked(textLabels(frame, value, 2), mask), noObjects, noApi, noConstants, Flag.open, '');
  return withLabels(value, masked(value.labels, mask));
}

/** What iterating gives: of Python's tables their keys. */
function iterated(frame: Frame, value: Value): Value {
  const isTable =
    frame.function.isPython &&
    value.api === noApi &&
    value.objects.length > 0 &&
    value.objects.every(({ kind, from }) => kind === 'plain' && from.read(frame.function) === nothing);
  if (!isTable) return elementsOf(frame, value);
  let { labels } = value;
  for (const table of value.objects) labels = joinLabels(labels, table.field(keysOfTable).read(frame.function).labels);
  return ofLabels(labels);
}

function loadAt(frame: Frame, a: number, b: number): Value {
  const base = frame.value(a);
  const key = frame.value(b);
  if (frame.function.isPython) {
    const own = itemOfOwn(frame, base, key);
    if (own !== nothing) return own;
  }
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
  const labels = drawn(frame, key);
  return labels.length === 0 ? element : withLabels(element, joinLabels(element.labels, labels));
}

function store(frame: Frame, a: number, b: number, c: number): Value {
  const name = frame.text(b);
  const value = frame.value(c);
  const place = placeOf(frame.function, a);
  const isGiven = place !== undefined && noteEffect(frame, place, name, value);
  storeMember(frame, frame.value(a), name, value, isGiven);
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
  noteKey(frame, base, key.labels);
  assignedAt(frame, a, b);
  return value;
}

/** What a handler catches: what stands in the block, and what the functions throw that are called in it. */
function caught(frame: Frame, from: number, count: number, block: number): Value {
  let value = frame.solver.caught(frame);
  for (let nth = from; nth < from + count; nth++) value = join(value, frame.value(frame.pool[nth]!));
  for (let at = block; at < frame.at; at++) {
    const thrown = frame.op(at) === Op.Call ? frame.function.thrownAt?.get(at) : undefined;
    if (thrown !== undefined) value = join(value, thrown.read(frame.function));
  }
  return value;
}

function entered(frame: Frame, a: number, b: number): Value {
  const value = frame.value(a);
  const given = callSpecial(frame, value, frame.text(b), []);
  return given === nothing ? value : given;
}

function typed(frame: Frame, a: number, type: string): Value {
  const value = frame.value(a);
  return frame.op(a) === Op.Caught && isForAsker(type) ? withLabels(value, withoutErrors(frame, value.labels)) : value;
}

function named(frame: Frame, a: number, b: number): Value {
  const value = frame.value(a);
  namedSink(frame, frame.text(b), a, value.labels);
  // What a file or class has at its top level is told where it is kept.
  if (frame.function.isPython && frame.function.index > 0 && frame.function.memberKind !== 'static-fields')
    noteNamedConstant(frame, frame.text(b), a);
  return value;
}
