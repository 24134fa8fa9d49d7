import type { Called } from './conditions.ts';
import { meets } from './conditions.ts';
import type { Frame } from '../values/frame.ts';
import type { Need } from '../values/hits.ts';
import type { CheckFact } from '../models/model-facts.ts';
import { textLabels } from './members.ts';
import { noteNamedConstant } from './named.ts';
import { Op } from '../../ir/ir.ts';
import { isData, nothing, type Value } from '../values/value.ts';

/** What is given a name in an object or an assignment: weak by that name, whichever library it is for. `within`: the object. */
export function noteSetting(frame: Frame, name: string, at: number, within: Value): void {
  const { function: own } = frame;
  const told = frame.solver.names(own.module.ir.language).look(name);
  if (told === undefined) return;
  if (told.check !== undefined) noteNamedConstant(frame, name, at);
  if (told.settings.length + told.places.length === 0 || own.module.isTest) return;
  const value = frame.value(at);
  const called: Called = {
    receiver: nothing,
    receiverOperand: -1,
    args: { values: [value, within], operands: [at, -1], spread: -1, keywords: undefined },
  };
  for (const { kind, when } of told.places) {
    const labels = kind === 'response' ? textLabels(frame, value, 3) : value.labels;
    const needs: Need[] = [];
    if (labels.length > 0 && !(kind === 'html' && isData(value)) && meets(frame, when, called, needs))
      frame.hit(kind, at, labels, needs);
  }
  for (const fact of told.settings) {
    const needs: Need[] = [];
    if (meets(frame, fact.when, called, needs))
      own.checks.push({ at: isInside(frame, at) ? at : frame.at, value: at, fact, needs });
  }
}

/** Whether it was told where the setting itself is written, which is elsewhere: the call's argument is only a name for it. */
export function isToldByName(frame: Frame, { rule, when, library }: CheckFact, operand: number): boolean {
  if (library === 'names' || frame.function.isPython) return false;
  const names = frame.solver.names('javascript');
  return when.some(({ arg, missing }) => {
    const name = arg.members.at(-1);
    if (name === undefined || missing === true) return false;
    const isSetting = names.look(name)?.settings.some((fact) => fact.rule === rule) === true;
    return isSetting && operand >= 0 && !isWrittenAt(frame, operand);
  });
}

/** Whether what makes a call weak stands in the call itself. */
function isWrittenAt(frame: Frame, operand: number): boolean {
  return !named.has(frame.op(frame.root(operand))) && isInside(frame, operand);
}

const named: ReadonlySet<number> = new Set([Op.Outer, Op.LoadCell, Op.Import, Op.Load, Op.Param, Op.Phi]);

function isInside(frame: Frame, at: number): boolean {
  return (
    frame.code[at * 6 + 4]! >= frame.code[frame.at * 6 + 4]! && frame.code[at * 6 + 5]! <= frame.code[frame.at * 6 + 5]!
  );
}
