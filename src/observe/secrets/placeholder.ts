import { strengthOf } from './entropy.ts';

/** `placeholder`: the value only stands for a secret; `doubtful`: it says so, but holds enough beside that to be one; `secret`: neither. */
export type Standing = 'placeholder' | 'doubtful' | 'secret';

/** Words by which a text says of itself that it stands for a secret. */
const words =
  /example|sample|dummy|placeholder|changeme|change[_-]me|replace[_-]?(?:me|this|with)|your|fake|redacted|insert|todo|fixme|foobar|test[_-]?(?:key|token|secret|pass)|not[_-]?a[_-]?real/gi;

/** What is typed to fill a place or to mask a value. */
const fillings = /x{4,}|\*{3,}|\.{3,}|#{4,}|0{8,}|1234567|7654321|abcdefg|deadbeef|(.)\1{7,}/gi;

/** References to where the secret really is: ${VAR}, {{ … }}, <…>, %VAR%, #{…}, process.env.X, os.environ[…], @Value. */
const references =
  /\$\{|\{\{|\}\}|^<.*>$|^%\w+%$|%\(|#\{|process\.env|os\.(?:environ|getenv)|System\.getenv|ENV\[|\benv\(|getenv|\bsecrets?\.|vault:|^arn:|^ref:|^data\.|^\/\/[\w-]+(?:\.[\w-]+)+(?:[:/]|$)/i;

/** $VAR, $dbPassword, $(command), $this->password; but $ecret9!x is what somebody thought hard to guess. */
const variable = /^\$(?:\(|\w+\$$|[A-Z][A-Z0-9_]*$|[A-Za-z_]+[0-9]?$|\w+(?:->|::|\[|\.\w))/;

const nothing = /\.\.\.|…|^(?:none|null|nil|undefined|true|false|empty|unset|n\/a)\W*$/i;

/** AWS's documentation ends its keys so. */
const documented = /EXAMPLE(?:KEY)?$/;

/** Most bits that a placeholder has beside its words, and bits per character. What has no digit is more often a label than a password. */
const most = { beside: 12, perCharacter: 1.2, inside: 6, label: { beside: 24, inside: 16 }, doubtful: 24 };

/**
 * Whether the value is documentation, a template, or a reference to a variable. `ruleWords` with something else than letters in them
 * are literal; the others are what people put where a password goes, and part of some passwords too.
 */
export function standingOf(value: string, ruleWords: readonly string[]): Standing {
  if (references.test(value) || variable.test(value) || nothing.test(value) || documented.test(value))
    return 'placeholder';
  const lower = value.toLowerCase();
  if (ruleWords.some((word) => /[^a-z]/.test(word) && lower.includes(word))) return 'placeholder';
  const runs = withoutRuns(value);
  if (runs.length * 2 <= value.length) return 'placeholder';
  const said = without(runs, words);
  const rest = without(said, fillings);
  if (rest !== value) {
    const bits = bitsOf(rest);
    if (bits < most.beside || bits < most.perCharacter * value.length) return 'placeholder';
    if (rest !== runs) return 'doubtful';
  }
  return standingByWeakWords(value, rest, ruleWords);
}

/** `admin` is a placeholder, `mypassword1` too, and Kx9MyAdmin91xQz a password. */
function standingByWeakWords(value: string, rest: string, ruleWords: readonly string[]): Standing {
  const weak = ruleWords.filter((word) => /^[a-z]+$/.test(word) && rest.toLowerCase().includes(word));
  if (weak.length === 0) return 'secret';
  const pattern = new RegExp(weak.toSorted((a, b) => b.length - a.length).join('|'), 'gi');
  const limits = /[0-9]/.test(value) ? most : most.label;
  const besideWords = rest.replace(pattern, (found, ...at) => (standsAlone(rest, found, offsetIn(at)) ? '' : found));
  if (besideWords !== rest) {
    const bits = bitsOf(besideWords);
    if (bits < limits.beside) return 'placeholder';
    if (bits < most.doubtful) return 'doubtful';
  }
  return bitsOf(rest.replace(pattern, '')) < limits.inside ? 'placeholder' : 'secret';
}

/** The value without the words that stand alone in it, or are too long to stand there by chance. */
function without(value: string, pattern: RegExp): string {
  return value.replace(pattern, (found, ...at) => {
    const isWord = /^[a-z]/i.test(found) && !/^(.)\1+$/i.test(found);
    // In random letters and digits of 64 kinds, each letter in either case is met by chance in one of 32 places.
    const chance = value.length * 32 ** -found.length;
    if (chance > 1e-4) return found;
    return !isWord || found.length >= 7 || standsAlone(value, found, offsetIn(at)) ? '' : found;
  });
}

/** `replace` hands a function the groups, then the offset, then the text. */
function offsetIn(rest: readonly unknown[]): number {
  return Number(rest.find((each) => typeof each === 'number'));
}

/** Between non-letters or changes of case: my_admin_1, MyAdmin1, but not Compass. */
function standsAlone(text: string, word: string, at: number): boolean {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + word.length);
  const begins = !/[A-Za-z]/.test(before) || (/[a-z]/.test(before) && /^[A-Z]/.test(word));
  const ends = !/[A-Za-z]/.test(after) || (/[a-z]$/.test(word) && /[A-Z]/.test(after));
  return begins && ends;
}

/** Strength, with nothing for what only separates words. */
function bitsOf(text: string): number {
  return strengthOf(text.replace(/[\s_.:/-]+/g, ''));
}

/** Several words, as messages and labels have them: must-contain-8-characters, Forgot.password?. */
export function isPhrase(value: string): boolean {
  return /^(?:[A-Za-z]{2,}|[0-9]{1,2})(?:[-_./:]+(?:[A-Za-z]{2,}|[0-9]{1,2}))+[?!.:]*$/.test(value);
}

/** The value without six neighbours and more in alphabet or digits: abcdef…, 012345…. */
function withoutRuns(value: string): string {
  const lower = value.toLowerCase();
  let kept = '';
  let from = 0;
  for (let index = 1; index <= value.length; index += 1) {
    if (index < value.length && lower.charCodeAt(index) - lower.charCodeAt(index - 1) === 1) continue;
    if (index - from < 6) kept += value.slice(from, index);
    from = index;
  }
  return kept;
}
