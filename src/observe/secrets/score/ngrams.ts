/**
 * Two models of how values are written. Of letters: the probability of each symbol behind two others, in words, identifiers and paths;
 * what is random costs more bits a character than words do. Of classes (upper, lower, digit, …): how much likelier each is behind three
 * others in a password that people chose, or in a token that a machine made, than in what else is assigned in source code.
 */
export interface NgramTables {
  /** Quarter bits, 0 to 63, by three symbols. */
  readonly letters: Uint8Array;
  /** Log-odds in eighths of a bit, −32 to 31, by four classes. */
  readonly password: Int8Array;
  readonly token: Int8Array;
}

export const symbolCount = 36;
export const classCount = 8;

const boundary = 0;
const digit = 27;
const caseChange = 28;
const marks: Readonly<Record<string, number>> = { _: 29, '-': 30, '.': 31, '/': 32, ' ': 33 };
const otherMark = 34;
const beyondAscii = 35;

/** Longer values are judged by their beginning. */
export const judgedCharacters = 256;

/** The symbols of a text between two boundaries: letters of either case are one, and a change from lower to upper is a symbol. */
export function symbolsOf(text: string): number[] {
  const symbols = [boundary, boundary];
  let wasLower = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isUpper = code >= 65 && code <= 90;
    const isLower = code >= 97 && code <= 122;
    if (isUpper && wasLower) symbols.push(caseChange);
    wasLower = isLower;
    if (isUpper || isLower) symbols.push((code | 32) - 96);
    else if (code >= 48 && code <= 57) symbols.push(digit);
    else symbols.push(code > 126 ? beyondAscii : (marks[text.charAt(at)] ?? otherMark));
  }
  symbols.push(boundary);
  return symbols;
}

/** Which digit, and which mark, the letters' model does not say: each costs as if all were alike. */
const digitBits = Math.log2(10);
const markBits = Math.log2(26);

/** Bits that the text costs in the model of words. */
export function wordBitsOf(text: string, { letters }: NgramTables): number {
  const symbols = symbolsOf(text.slice(0, judgedCharacters));
  let bits = 0;
  for (let at = 2; at < symbols.length; at += 1) {
    const symbol = symbols[at]!;
    bits += letters[trigramIndex(symbols[at - 2]!, symbols[at - 1]!, symbol)]! / 4;
    if (symbol === digit) bits += digitBits;
    else if (symbol === otherMark) bits += markBits;
  }
  return bits;
}

export function trigramIndex(first: number, second: number, third: number): number {
  return (first * symbolCount + second) * symbolCount + third;
}

/** 0 boundary, 1 lower, 2 upper, 3 digit, 4 _ and -, 5 what paths and names are joined by, 6 other marks, 7 anything else. */
export function classesOf(text: string): number[] {
  const classes = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 97 && code <= 122) classes.push(1);
    else if (code >= 65 && code <= 90) classes.push(2);
    else if (code >= 48 && code <= 57) classes.push(3);
    else if (code === 95 || code === 45) classes.push(4);
    else if (code === 46 || code === 47 || code === 58) classes.push(5);
    else classes.push(code > 32 && code < 127 ? 6 : 7);
  }
  classes.push(0);
  return classes;
}

export function classIndex(classes: readonly number[], at: number): number {
  return (
    ((classes[at - 3]! * classCount + classes[at - 2]!) * classCount + classes[at - 1]!) * classCount + classes[at]!
  );
}

/** Log-odds in bits that a value is of the table's kind, and not what else is assigned. */
export function likenessOf(text: string, table: Int8Array): number {
  const classes = classesOf(text.slice(0, judgedCharacters));
  let odds = 0;
  for (let at = 3; at < classes.length; at += 1) odds += table[classIndex(classes, at)]! / 8;
  return odds;
}
