import { type Called, meets, select } from '../objects/conditions.ts';
import type { Frame } from '../values/frame.ts';
import type { Need } from '../values/hits.ts';
import { noApi } from '../models/api.ts';
import { textLabels } from '../objects/members.ts';
import { wholeTexts } from '../calls/modelled.ts';
import type { NodeFacts } from '../models/model-facts.ts';
import { namedSink, noteNamedConstant } from '../objects/named.ts';
import { noteSetting } from '../objects/settings.ts';
import { gap, isData, nothing, type Value } from '../values/value.ts';
import { contentTypeOf } from '../functions/content-type.ts';
import { Op } from '../../ir/ir.ts';

/** `o.name = value` at a place that models name: sinks and checks of what is assigned. */
export function noteAssigned(frame: Frame, base: number, name: string, at: number): void {
  const value = frame.value(at);
  namedSink(frame, name, at, value.labels);
  if (frame.function.isPython) noteNamedConstant(frame, name, at);
  else noteSetting(frame, name, at, frame.value(base));
  if (isSetting(frame, name)) {
    const { facts } = frame.models.root(`module:${name}`);
    if (facts !== undefined) noteAssignment(frame, facts, -1, at);
  }
  const { api } = frame.value(base);
  if (api === noApi) return;
  const { facts } = frame.models.member(api, name);
  if (facts !== undefined) noteAssignment(frame, facts, base, at);
}

/** Settings that a class keeps (`class Config: SESSION_COOKIE_SECURE = False`), unless by its name it is for those who develop. */
function isSetting({ function: { isPython, memberKind, class: own } }: Frame, name: string): boolean {
  return (
    isPython &&
    memberKind === 'static-fields' &&
    own !== undefined &&
    /^[A-Z][A-Z\d_]+$/.test(name) &&
    /config|settings/i.test(own.name) &&
    !/dev|test|local|debug/i.test(own.name)
  );
}

/** What is assigned is argument 0: what stands at `at`, or is given there with more. */
export function noteAssignment(
  frame: Frame,
  facts: NodeFacts,
  base: number,
  at: number,
  value: Value = frame.value(at),
): void {
  if (facts.assignedSinks.length === 0 && facts.assignedChecks.length === 0) return;
  const called: Called = {
    receiver: base < 0 ? nothing : frame.value(base),
    receiverOperand: base,
    args: { values: [value], operands: [at], spread: -1, keywords: undefined },
  };
  for (const sink of facts.assignedSinks) {
    const needs: Need[] = [];
    const given =
      sink.args.length === 0
        ? [{ value, operand: at }]
        : sink.args.flatMap((selector) => select(frame, selector, called));
    if (sink.kind === 'html' && !mayBePage(frame, base, at)) continue;
    for (const { value: arriving } of given) {
      const labels = wholeTexts.has(sink.kind) ? arriving.labels : textLabels(frame, arriving, 1);
      if (labels.length > 0 && !(sink.kind === 'html' && isData(arriving)) && meets(frame, sink.when, called, needs))
        frame.hit(sink.kind, at, labels, needs);
    }
  }
  for (const fact of facts.assignedChecks) {
    if (fact.file !== undefined && !fact.file.test(frame.function.module.path)) continue;
    const needs: Need[] = [];
    if (fact.file !== undefined && !fact.file.test(frame.function.module.path)) continue;
    if (meets(frame, fact.when, called, needs)) frame.function.checks.push({ at: frame.at, value: at, fact, needs });
  }
}

/** A text is answered as a page where the function says so, or where it begins as one; what a function nobody knows gave may be data. */
function mayBePage(frame: Frame, base: number, at: number): boolean {
  const type = base < 0 ? undefined : contentTypeOf(frame, base);
  if (type !== undefined) return type === 'page';
  const { shape } = frame.value(at);
  if (shape !== '') return /^\s*</.test(shape) || shape.startsWith(gap);
  const root = frame.root(at);
  if (frame.op(root) !== Op.Call) return true;
  const callee = frame.value(frame.pool[frame.a(root)]!);
  return callee.api !== noApi || callee.objects.length > 0;
}
