import { answered, saysPlain, sentTo } from '../objects/answers.ts';
import { Frame } from '../values/frame.ts';
import { judges } from '../judges/index.ts';
import type { FunctionNode } from '../values/nodes.ts';
import { notableIn } from '../values/notable.ts';
import { contentTypeOf } from '../functions/content-type.ts';
import { typedHtml } from '../calls/modelled.ts';
import type { Solver } from './solver.ts';
import { noteTemplates } from '../entries/pages.ts';
import { answerTemplate } from '../calls/render.ts';
import { phi, steps } from '../steps/steps.ts';
import { summarise } from '../guards/summary.ts';

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
      if (own.module.ir.template !== undefined) answerTemplate(frame, kind, given);
      else if (kind === typedHtml) {
        if (contentTypeOf(frame, -1) === 'page')
          frame.hit('html', given, answered(frame, 'html', frame.value(given)), []);
      } else if (kind !== 'html' || !saysPlain(frame, notable)) {
        frame.hit(kind, given, answered(frame, kind, frame.value(given)), []);
        if (kind === 'html') frame.hit('redirect', given, sentTo(frame, frame.value(given)), []);
      }
    }
  frame.fuel = mostObjects;
  if (notable.made.length > 0) noteTemplates(frame, notable.made);
  for (const judge of judges) judge(frame, notable);
}
