import type { Confidence } from '#ground/model';
import { type Growth, growthOf, mayGrowExponentially, type Witness } from '../../expressions/index.ts';
import type { Frame } from '../values/frame.ts';
import type { CheckHit, ExpressionUse, SinkHit } from '../values/hits.ts';
import type { CheckFact } from '../models/model-facts.ts';
import type { FunctionNode } from '../values/nodes.ts';

/** Of a regular expression that text is put to: how bad it is, in words. */
export interface SlowExpression {
  readonly isExponential: boolean;
  readonly message: string;
  readonly confidence: Confidence | undefined;
}

const judged = new Map<string, Growth>();
/** Whether time may be exponential, before that is proved. */
const ambiguous = new Map<string, boolean>();
const mostKept = 4000;

function growth(language: 'javascript' | 'python', use: ExpressionUse): Growth {
  const { source, flags, matching } = use;
  const key = keyOf(language, use);
  let known = judged.get(key);
  if (known === undefined) {
    known = growthOf(source, flags, language, matching);
    if (judged.size >= mostKept) judged.clear();
    judged.set(key, known);
  }
  return known;
}

/** What is to be said of a text that is put to an expression; undefined where the expression is quick, `undecided` where that was not found out. */
export function judgeMatch(one: FunctionNode, hit: SinkHit): SlowExpression | 'undecided' | undefined {
  if (hit.expression === undefined) return undefined;
  const found = growth(one.module.ir.language, hit.expression);
  if (found.is === 'undecided') return found.because === 'unreadable' ? undefined : 'undecided';
  if (found.is === 'quick') return undefined;
  const isExponential = found.degree === Infinity;
  // Of a text that was bounded before, the square takes no time that anybody notices.
  if (!isExponential && hit.isBounded === true) return undefined;
  return {
    isExponential,
    message: messageOf(found.degree, found.witness),
    confidence: found.degree === 2 ? 'possible' : undefined,
  };
}

function messageOf(degree: number, { prefix, pump, suffix, times, steps }: Witness): string {
  const time =
    degree === Infinity
      ? 'doubles or more with each part'
      : degree === 2
        ? "grows with the square of the text's length"
        : `grows with the text's length to the power of ${degree}`;
  const parts = [
    prefix === '' ? [] : [quoted(prefix)],
    [`${times} times ${quoted(pump)}`],
    suffix === '' ? [] : [quoted(suffix)],
  ];
  return `The time that this regular expression takes ${time}: ${parts.flat().join(', then ')} takes ${steps.toLocaleString('en')} steps.`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** An expression that a validator puts to whatever comes in: noted if it takes exponential time. */
export function judgeValidator(frame: Frame, use: ExpressionUse, operand: number): void {
  const { language } = frame.function.module.ir;
  if (!mayBeExponential(language, use)) return;
  const found = growth(language, use);
  if (found.is !== 'slow' || found.degree !== Infinity) return;
  frame.function.checks.push({
    at: frame.at,
    value: operand,
    fact: factOf(messageOf(found.degree, found.witness), undefined),
    needs: [],
  });
}

/** Only what repeats a group can be: most expressions are not looked into for that. */
export function mayBeExponential(
  language: 'javascript' | 'python',
  { source, flags, matching }: ExpressionUse,
): boolean {
  if (!/\)\s*[*+{]/.test(source)) return false;
  const key = keyOf(language, { source, flags, matching });
  let known = ambiguous.get(key);
  if (known === undefined) {
    known = mayGrowExponentially(source, flags, language, matching);
    if (ambiguous.size >= mostKept) ambiguous.clear();
    ambiguous.set(key, known);
  }
  return known;
}

function keyOf(language: string, { source, flags, matching }: ExpressionUse): string {
  return `${language} ${matching} ${flags} ${source}`;
}

/** A text that is put to an expression that takes exponential time, though nothing is seen to come to it from outside. */
export function unreached({ at, value }: SinkHit, { message }: SlowExpression): CheckHit {
  return { at, value, fact: factOf(message, 'possible'), needs: [] };
}

function factOf(message: string, confidence: Confidence | undefined): CheckFact {
  return { rule: 'redos', library: '', when: [], message, confidence, repair: undefined, file: undefined };
}
