import { calledAt } from '../call-site.ts';
import { argument } from '../calls.ts';
import { textLabels } from '../members.ts';
import { isExponential } from '../pattern/ambiguity.ts';
import { isPattern, type PatternConstant, type Value } from '../value.ts';
import { type Judge, note } from './judge.ts';

const applied = new Set([
  'test',
  'exec',
  'match',
  'matchAll',
  'search',
  'replace',
  'replaceAll',
  'split',
  'fullmatch',
  'findall',
  'finditer',
  'sub',
  'subn',
]);

/** Methods of what was compiled in Python. */
const compiled = new Set(['match', 'fullmatch', 'search', 'findall', 'finditer', 'sub', 'subn']);

/** A pattern that may take exponential time is applied to text from outside. */
export const redos: Judge = (frame, { calls }) => {
  for (const { at, name } of calls) {
    if (!applied.has(name)) continue;
    const { receiver, args } = calledAt(frame, at);
    const own =
      patternOf(receiver) ?? (frame.function.isPython && compiled.has(name) ? textPattern(receiver) : undefined);
    const given =
      own ?? patternOf(argument(args, 0)) ?? (frame.function.isPython ? textPattern(argument(args, 0)) : undefined);
    if (given === undefined) continue;
    const text =
      own === undefined
        ? frame.function.isPython
          ? argument(args, name === 'sub' || name === 'subn' ? 2 : 1)
          : receiver
        : argument(args, frame.function.isPython && (name === 'sub' || name === 'subn') ? 1 : 0);
    const labels = textLabels(frame, text);
    if (labels.length === 0 || !isExponential(given.pattern, given.flags, name === 'fullmatch')) continue;
    note(frame, 'redos', at, [{ labels, kinds: ['remote', 'message', 'browser', 'upload-name', 'response'] }]);
  }
};

function patternOf(value: Value): PatternConstant | undefined {
  return value.constants.find(isPattern);
}

function textPattern(value: Value): PatternConstant | undefined {
  const [constant] = value.constants;
  return typeof constant === 'string' ? { pattern: constant, flags: '' } : undefined;
}
