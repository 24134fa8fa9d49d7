import { ConstKind } from './ir.ts';

/** A constant of the code: its text and its `ConstKind`. */
export interface Folded {
  readonly text: string;
  readonly kind: number;
}

const longestText = 4096;

/** What an operator gives for two constants, where all languages agree; undefined where they do not, or nobody knows. */
export function foldBinary(left: Folded, operator: string, right: Folded): Folded | undefined {
  if (operator === '&&') return isTrue(left) ? right : left;
  if (operator === '||') return isTrue(left) ? left : right;
  if (operator === '??') return isMissing(left) ? right : left;
  if (left.kind === ConstKind.number && right.kind === ConstKind.number) return ofNumbers(left, operator, right);
  const isText = left.kind === ConstKind.text && right.kind === ConstKind.text;
  switch (operator) {
    case '+':
      return isText && left.text.length + right.text.length <= longestText
        ? { text: left.text + right.text, kind: ConstKind.text }
        : undefined;
    case '<':
      return isText ? truth(left.text < right.text) : undefined;
    case '>':
      return isText ? truth(left.text > right.text) : undefined;
    case '==':
    case '===':
    case 'is':
      return sameKinds(left, operator, right, true);
    case '!=':
    case '!==':
      return sameKinds(left, operator, right, false);
    default:
      return undefined;
  }
}

export function foldUnary(operator: string, operand: Folded): Folded | undefined {
  if (operator === '!') return operand.kind === ConstKind.pattern ? undefined : truth(!isTrue(operand));
  if (operator === '-' && operand.kind === ConstKind.number) return ofNumber(-Number(operand.text));
  return undefined;
}

/** Constants of a template that are one text together. */
export function foldTemplate(parts: readonly Folded[]): Folded | undefined {
  if (parts.some(({ kind }) => kind !== ConstKind.text && kind !== ConstKind.number)) return undefined;
  const text = parts.map((part) => part.text).join('');
  return text.length <= longestText ? { text, kind: ConstKind.text } : undefined;
}

function ofNumbers({ text: left }: Folded, operator: string, { text: right }: Folded): Folded | undefined {
  const [a, b] = [Number(left), Number(right)];
  if (!Number.isFinite(a) || !Number.isFinite(b)) return undefined;
  switch (operator) {
    case '+':
      return ofNumber(a + b);
    case '-':
      return ofNumber(a - b);
    case '*':
      return ofNumber(a * b);
    case '/':
      return b === 0 ? undefined : ofNumber(a / b);
    case '%':
      return a < 0 || b <= 0 ? undefined : ofNumber(a % b);
    case '<':
      return truth(a < b);
    case '<=':
      return truth(a <= b);
    case '>':
      return truth(a > b);
    case '>=':
      return truth(a >= b);
    case '==':
    case '===':
      return truth(a === b);
    case '!=':
    case '!==':
      return truth(a !== b);
    default:
      return undefined;
  }
}

function sameKinds(left: Folded, operator: string, right: Folded, holds: boolean): Folded | undefined {
  if (left.kind === ConstKind.pattern || right.kind === ConstKind.pattern) return undefined;
  if (left.kind === right.kind) return operator === 'is' ? undefined : truth((left.text === right.text) === holds);
  // `==` converts, but for texts and what is nothing.
  const isStrict = operator === '===' || operator === '!==';
  return isStrict ? truth(!holds) : undefined;
}

function isTrue({ text, kind }: Folded): boolean {
  if (kind === ConstKind.text || kind === ConstKind.bytes) return text !== '';
  if (kind === ConstKind.number) return Number(text) !== 0;
  return kind === ConstKind.true || kind === ConstKind.pattern;
}

function isMissing({ kind }: Folded): boolean {
  return kind === ConstKind.null || kind === ConstKind.undefined;
}

function truth(holds: boolean): Folded {
  return { text: String(holds), kind: holds ? ConstKind.true : ConstKind.false };
}

function ofNumber(value: number): Folded | undefined {
  return Number.isFinite(value) ? { text: String(value), kind: ConstKind.number } : undefined;
}
