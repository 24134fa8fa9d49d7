import { noApi } from '../models/api.ts';
import { asNumber } from '../builtins/builtin.ts';
import { Frame } from '../values/frame.ts';
import { formPrefix } from '../values/format.ts';
import { noteEscapedPart } from '../guards/html-context.ts';
import { numeric } from '../models/masks.ts';
import { textLabels } from '../objects/members.ts';
import { maskOfPrefix } from '../pattern/judge.ts';
import { asOwnText, operated } from '../calls/special-methods.ts';
import {
  Flag,
  gap,
  join,
  joinLabels,
  joinTexts,
  type Labels,
  masked,
  noConstants,
  noLabels,
  noObjects,
  nothing,
  ofConstant,
  unknown,
  Value,
} from '../values/value.ts';

/** One text after another: what stands behind a fixed beginning is judged by it. */
export function concatenated(frame: Frame, parts: readonly number[]): Value {
  let labels: Labels = noLabels;
  let shape = '';
  let text: string | undefined = '';
  let isFirst = true;
  for (const part of parts) {
    const value = frame.value(part);
    const told = asOwnText(frame, value);
    const own = told === nothing ? textLabels(frame, value) : told.labels;
    if (own.length > 0 && !isFirst) noteEscapedPart(frame, shape, part, own);
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
  // `${x}`: a text, and nothing else than x.
  if (parts.length === 1) labels = masked(labels, frame.solver.textMask);
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

export function binary(frame: Frame, a: number, b: number, c: number): Value {
  const operator = frame.text(c);
  if (truthValues.has(operator)) return unknown;
  const left = frame.value(a);
  const right = frame.value(b);
  if (operator === '||' || operator === '??') return join(left, right);
  if (operator === '&&') return left.constants.length > 0 ? join(left, right) : right === nothing ? left : right;
  const own = operated(frame, operator, left, right);
  if (own !== nothing) return own;
  if (operator === '+') return added(frame, a, b, left, right);
  const prefix = operator === '%' && frame.function.isPython ? formPrefix(left, '%') : '';
  // How often a text is repeated is no part of it.
  const isTimes = operator === '*' && frame.function.isPython && isRepeated(left);
  const given = isTimes ? masked(textLabels(frame, right), numeric()) : textLabels(frame, right);
  if (isTimes) frame.hit('resource', b, right.labels, []);
  const labels = joinLabels(textLabels(frame, left), prefix === '' ? given : masked(given, maskOfPrefix(prefix)));
  if (labels.length === 0) {
    // Paths that are joined, and flags that are put together.
    const path = operator === '|' || (frame.function.isPython && operator === '/') ? left.api.join(right.api) : noApi;
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
      operator === '%' ? (prefix === '' ? left.shape.replace(/%.*$/s, gap) : prefix + gap) : left.shape,
    );
  }
  return asNumber(labels);
}

/** A text or list, of which Python makes many: `'x' * count`. */
function isRepeated({ constants, objects }: Value): boolean {
  return (
    (constants.length > 0 && constants.every((each) => typeof each === 'string')) ||
    objects.some(({ kind }) => kind === 'array')
  );
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
