import type { ApiSet } from '../models/api.ts';
import { noApi } from '../models/api.ts';
import { type Arguments, argument } from '../values/arguments.ts';
import { callObject } from './call-object.ts';
import { contentTypeOf } from '../functions/content-type.ts';
import type { ParamSpec } from '../compile/compiled.ts';
import { type Called, meets, select, selectedLabels } from '../objects/conditions.ts';
import type { Frame } from '../values/frame.ts';
import type { Need } from '../values/hits.ts';
import { FunctionFlag, Op } from '../../ir/ir.ts';
import { apiValue, loadElement, textLabels } from '../objects/members.ts';
import type { FunctionNode } from '../values/nodes.ts';
import type { CheckFact, NodeFacts, SinkFact } from '../models/model-facts.ts';
import { noteHelpers, noteUnescaped } from '../objects/template-helpers.ts';
import { checkedBy } from '../objects/schemas.ts';
import { renderTemplates } from './render.ts';
import { harmful, type Mask, orMask, without } from '../models/masks.ts';
import { isToldByName } from '../objects/settings.ts';
import { isOther, textsIn } from '../functions/parameters.ts';
import {
  Flag,
  isData,
  join,
  joinLabels,
  type Labels,
  masked,
  noConstants,
  nothing,
  noLabels,
  noObjects,
  ofLabels,
  ofObject,
  unknown,
  Value,
  withLabels,
} from '../values/value.ts';

/** A call of what a model names: sinks and checks are noted, callbacks called, and what it gives is what models say. */
export function modelledCall(frame: Frame, set: ApiSet, called: Called): Value {
  const { facts } = set;
  let result = apiValue(frame, set);
  const checked = facts === undefined ? undefined : checkedValue(frame, facts, called);
  if (checked !== undefined) return checked;
  if (facts === undefined) return passReceiver(result, called);
  for (const { type, when } of facts.types)
    if (meets(frame, when, called, [])) result = join(result, apiValue(frame, frame.models.root(`<${type}>`)));
  noteSinks(frame, facts.sinks, called);
  noteChecks(frame, facts, called);
  for (const callback of facts.callbacks) {
    if (callback.when.length > 0 && !meets(frame, callback.when, called, [])) continue;
    result = join(result, callBacks(frame, callback, facts, called));
  }
  if (facts.helpers.length > 0) noteHelpers(frame, facts.helpers, called);
  if (facts.unescaped.some((when) => meets(frame, when, called, []))) noteUnescaped(frame);
  const rendered = facts.renders.length === 0 ? undefined : renderTemplates(frame, facts.renders, called);
  if (rendered !== undefined) return join(result, rendered);
  result = join(result, propagated(frame, facts, called));
  if (facts.sanitizers.length > 0) {
    result = sanitised(frame, facts, called, result);
    // What it is made harmless of is what it was given: not what it brings itself.
    if (facts.sources.length > 0) result = join(result, ofLabels(apiValue(frame, set).labels));
  } else if (isSilent(facts)) return passReceiver(result, called);
  return result === nothing ? unknown : result;
}

/** Models name the place but do not say what comes of it. */
function isSilent(facts: NodeFacts): boolean {
  return (
    facts.sources.length === 0 &&
    facts.sinks.length === 0 &&
    facts.propagators.length === 0 &&
    facts.callbacks.length === 0 &&
    facts.renders.length === 0 &&
    facts.helpers.length === 0 &&
    facts.checks.length === 0
  );
}

function passReceiver(result: Value, { receiver }: Called): Value {
  if (receiver.labels.length === 0) return result === nothing ? unknown : result;
  return join(result, ofLabels(receiver.labels));
}

/** Kinds of sinks that take a text, or have selectors of their own for what a list holds. */
export const wholeTexts = new Set(['html', 'typed-html', 'response', 'command', 'assign', 'lookup', 'template-locals']);

export function noteSinks(frame: Frame, sinks: readonly SinkFact[], called: Called): void {
  for (const sink of sinks) {
    const needs: Need[] = [];
    let isMet: boolean | undefined;
    for (const selector of sink.args)
      for (const { value, operand } of select(frame, selector, called)) {
        // A list or table in a line of Python's log is shown as `repr` does: no line ends in it.
        const isShown = sink.kind === 'log' && frame.function.isPython && value.objects.length > 0;
        const labels = isShown
          ? value.labels
          : !wholeTexts.has(sink.kind)
            ? textLabels(frame, value, 1)
            : sink.kind === 'command' && value.objects.some(({ kind }) => kind === 'array')
              ? noLabels
              : value.labels;
        if (isShown && meets(frame, sink.when, called, []))
          frame.hit('log-secret', operand, textLabels(frame, value, 1), []);
        if (labels.length === 0 || ((sink.kind === 'html' || sink.kind === typedHtml) && isData(value))) continue;
        isMet ??=
          meets(frame, sink.when, called, needs) && !isAfter(frame, sink, called) && isPage(frame, sink, called);
        if (isMet) frame.hit(sink.kind === typedHtml ? 'html' : sink.kind, operand, labels, needs);
      }
  }
}

/** Sinks that answer a page only where the function says so. */
export const typedHtml = 'typed-html';

function isPage(frame: Frame, { kind }: SinkFact, { receiverOperand }: Called): boolean {
  if (frame.function.isPython || (kind !== 'html' && kind !== typedHtml)) return true;
  const type = contentTypeOf(frame, receiverOperand);
  return kind === typedHtml ? type === 'page' : type !== 'other';
}

/** Whether one of the calls that make it none came earlier, on the same receiver or in its chain. */
function isAfter(frame: Frame, sink: SinkFact, { receiverOperand }: Called): boolean {
  if (sink.unless.length === 0 || receiverOperand < 0) return false;
  const chain = new Set<number>();
  for (let at = frame.root(receiverOperand), hops = 0; hops < 12; hops++) {
    chain.add(at);
    // `self.wfile.write()` is a call on self too.
    const receiver =
      frame.op(at) === Op.Call ? frame.pool[frame.a(at) + 1]! : frame.op(at) === Op.Load ? frame.a(at) : -1;
    if (receiver < 0) break;
    at = frame.root(receiver);
  }
  for (let at = 0; at < frame.at; at++) {
    if (frame.op(at) !== Op.Call) continue;
    const receiver = frame.pool[frame.a(at) + 1]!;
    if (receiver < 0 || !(chain.has(frame.root(receiver)) || chain.has(at))) continue;
    const set = frame.models.step(frame.value(frame.pool[frame.a(at)]!).api, '()');
    for (const { nodes, when } of sink.unless)
      if (nodes.some((node) => set.nodes.includes(node)) && meets(frame, when, frame.solver.calledAt(frame, at), []))
        return true;
  }
  return false;
}

export function noteChecks(frame: Frame, facts: NodeFacts, called: Called): void {
  for (const fact of facts.checks) {
    if (fact.file !== undefined && !fact.file.test(frame.function.module.path)) continue;
    const needs: Need[] = [];
    if (!meets(frame, fact.when, called, needs)) continue;
    const shown = fact.when
      .flatMap(({ arg, missing }) => (missing === true ? [] : select(frame, arg, called)))
      .find(({ operand }) => operand >= 0);
    if (isToldByName(frame, fact, shown?.operand ?? -1)) continue;
    const secret = secretIn(fact, shown?.value);
    frame.function.checks.push({ at: frame.at, value: shown?.operand ?? -1, fact, needs, ...secret });
  }
}

function secretIn({ when }: CheckFact, shown: Value | undefined): { readonly secret?: string } {
  const text = when.some(({ constant }) => constant === true) ? shown?.constants[0] : undefined;
  return typeof text === 'string' ? { secret: text } : {};
}

function callBacks(frame: Frame, callback: NodeFacts['callbacks'][number], facts: NodeFacts, called: Called): Value {
  let result = nothing;
  for (const { value } of select(frame, callback.arg, called))
    for (const object of functionsOf(frame, value)) {
      const given = object.function;
      const arity = given?.ir.params.length ?? 0;
      if (callback.arity !== undefined && arity !== callback.arity) continue;
      // An error handler's four parameters are not those of a handler.
      if (
        callback.arity === undefined &&
        facts.callbacks.some((other) => other.arity === arity && other.arg.index === callback.arg.index)
      )
        continue;
      const made = callBackWith(frame, object, callback.params, called);
      // A dependency that yields gives what it yields.
      const isYielded = given?.isPython === true && (given.ir.flags & FunctionFlag.generator) !== 0;
      const returned = isYielded ? loadElement(frame, made) : made;
      if (callback.result === undefined) continue;
      if (callback.result.is === 'sink') noteResult(frame, given, callback.result.kind);
      else result = join(result, returned);
    }
  return result;
}

/** Functions that a value is, or holds (a list of handlers). */
function functionsOf(frame: Frame, value: Value): readonly Value['objects'][number][] {
  const functions = value.objects.filter(({ kind }) => kind === 'function' || kind === 'bound' || kind === 'class');
  for (const object of value.objects) {
    if (object.kind !== 'array') continue;
    for (const cell of [...object.everyField(frame.function), object.any])
      for (const inner of cell.read(frame.function).objects)
        if (inner.kind === 'function' || inner.kind === 'bound') functions.push(inner);
  }
  return functions;
}

function callBackWith(
  frame: Frame,
  object: Value['objects'][number],
  params: readonly ParamSpec[],
  called: Called,
): Value {
  const routes = frame.function.isPython ? called.args.values.flatMap(textsIn) : [];
  const values = params.map((param, index) =>
    param.is === 'source' && object.function !== undefined && isOther(frame, object.function, index, routes)
      ? unknown
      : specified(frame, param, called, object.function, index),
  );
  const args: Arguments = { values, operands: values.map(() => -1), spread: -1, keywords: undefined };
  return callObject(frame, object, unknown, args, false) ?? unknown;
}

/** What a parameter of a function is that a library calls. */
export function specified(
  frame: Frame,
  param: ParamSpec,
  called: Called | undefined,
  of: FunctionNode | undefined,
  index: number,
): Value {
  switch (param.is) {
    case 'nothing':
      return nothing;
    case 'type':
      return (
        (param.type === 'trpc.Call' ? inputOf(frame, called) : undefined) ??
        apiValue(frame, frame.models.root(`<${param.type}>`))
      );
    case 'source':
      if (of === undefined) return frame.source(param.kind, '', 0);
      return ofLabels([frame.solver.labels.source(of, -2 - index, param.kind, of.paramName(index)), 0]);
    case 'argument':
      return called === undefined ? nothing : argument(called.args, param.index);
    case 'this':
      return called?.receiver ?? nothing;
    case 'element':
      if (called === undefined) return nothing;
      return loadElement(frame, param.index < 0 ? called.receiver : argument(called.args, param.index));
    default:
      return nothing;
  }
}

/** `{ input }` of a procedure whose schema is known (tRPC). */
function inputOf(frame: Frame, called: Called | undefined): Value | undefined {
  if (called === undefined) return undefined;
  const remote = frame.source('remote', 'the input of the procedure', 0).labels;
  const input = checkedBy(frame, called.receiver, remote, -3_000_000 - frame.at);
  if (input === undefined) return undefined;
  const given = frame.function.objectAt(-4_000_000 - frame.at, 'plain');
  frame.write(given.field('input'), input);
  return ofObject(given);
}

/** What a handler gives back is answered: a sink at its returns. */
export function noteResult(frame: Frame, of: FunctionNode | undefined, kind: string): void {
  if (of !== undefined) frame.solver.answer(of, kind, frame.function);
}

function propagated(frame: Frame, facts: NodeFacts, called: Called): Value {
  let result = nothing;
  for (const { from, to, state, undoes } of facts.propagators) {
    let value = nothing;
    for (const selector of from)
      for (const { value: given } of select(frame, selector, called)) {
        const labels = textLabels(frame, given, 1);
        value = join(value, labels === given.labels ? given : withLabels(given, labels));
      }
    if (value === nothing && state !== 'pair' && state !== 'box') continue;
    if (state === 'pair' || state === 'box') {
      result = join(result, heldState(frame, state, value));
      continue;
    }
    if (undoes !== harmful) value = withLabels(value, unmasked(value.labels, undoes));
    if (state === 'normalised')
      value = new Value(value.labels, noObjects, noApi, noConstants, Flag.open | Flag.normalised, '');
    else value = new Value(value.labels, value.objects, noApi, value.constants, value.flags | Flag.open, '');
    for (const target of to) {
      if (target.of === 'return' || target.of === 'elements') result = join(result, value);
      else
        for (const { value: receiver } of select(frame, target, called))
          for (const object of receiver.objects) frame.write(object.any, value);
    }
  }
  return result;
}

/** What a schema of which the members are known lets through. */
function checkedValue(frame: Frame, { propagators }: NodeFacts, called: Called): Value | undefined {
  if (!propagators.some(({ state }) => state === 'checked')) return undefined;
  const [first, second] = [argument(called.args, 0), argument(called.args, 1)];
  return (
    checkedBy(frame, called.receiver, textLabels(frame, first, 1), frame.at) ??
    checkedBy(frame, first, textLabels(frame, second, 1), frame.at)
  );
}

/** What a component keeps: `const [text, setText] = useState('')`, `const text = ref('')`. */
function heldState(frame: Frame, state: 'pair' | 'box', initial: Value): Value {
  if (state === 'box') {
    const box = frame.function.objectAt(frame.at, 'other');
    frame.write(box.field('value'), initial);
    return join(initial, ofObject(box));
  }
  const setter = frame.function.objectAt(frame.at, 'resolver');
  const list = frame.function.objectAt(-2_000_000 - frame.at, 'array');
  frame.write(setter.any, initial);
  frame.write(list.field('0'), setter.any.read(frame.function));
  frame.write(list.field('1'), ofObject(setter));
  return ofObject(list);
}

/** Labels as they are after what made them harmless was undone; a value that is one of a list stays so. */
function unmasked(labels: Labels, undoes: Mask): Labels {
  const own = [...labels];
  for (let i = 1; i < own.length; i += 2) own[i] = without(own[i]!, undoes);
  return own;
}

function sanitised(frame: Frame, facts: NodeFacts, called: Called, result: Value): Value {
  let labels: Labels = result.labels;
  for (const { mask, arg, inPlace, when } of facts.sanitizers) {
    if (inPlace || !meets(frame, when, called, [])) continue;
    const passed = selectedLabels(select(frame, arg, called));
    labels = joinLabels(labels, masked(passed, mask));
  }
  // Whatever else passes it through, what it makes harmless is so.
  let mask = 0;
  for (const sanitizer of facts.sanitizers)
    if (!sanitizer.inPlace && meets(frame, sanitizer.when, called, [])) mask = orMask(mask, sanitizer.mask);
  if (mask === 0) return withLabels(result === nothing ? unknown : result, labels);
  // What it holds is judged with it.
  const isHolding = result.objects.some(({ kind }) => kind === 'plain' || kind === 'array');
  if (isHolding) labels = joinLabels(labels, textLabels(frame, result, 2));
  const bare = isHolding
    ? new Value(noLabels, noObjects, result.api, result.constants, result.flags | Flag.open, result.shape)
    : result;
  return withLabels(bare === nothing ? unknown : bare, masked(labels, mask));
}
