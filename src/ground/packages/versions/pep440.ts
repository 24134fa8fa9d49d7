import type { VersionOrder } from './order.ts';
import { endOfDigits, isDigit, isLetter, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';

/** The parts of a version by PEP 440, normalised; numbers as digits of any length. */
export interface Pep440Parts {
  readonly epoch: string;
  readonly release: readonly string[];
  readonly pre?: readonly [kind: 'a' | 'b' | 'rc', number: string];
  readonly post?: string;
  readonly dev?: string;
  readonly local?: readonly string[];
}

/** PEP 440 (packaging.python.org, version specifiers). A text that is none is ordered before all. */
export const pep440: VersionOrder = orderBy(
  'pep440',
  (text) => plainKey(text) ?? keyOf(text),
  (text) => pep440Parts(text) !== undefined,
  (text) => {
    const parts = pep440Parts(text);
    return parts !== undefined && (parts.pre !== undefined || parts.dev !== undefined);
  },
);

const END = '\u0001';
const NUMBER = '\u0002';
/** What stands where a version has no such part: before, or after, all that have. */
const NONE_FIRST = '\u0000';
const NONE_LAST = '\u0009';
const FINAL = NONE_LAST + NONE_FIRST + NONE_LAST + NONE_FIRST;

/** Numbers and dots alone, which nearly all are. */
function plainKey(text: string): string | undefined {
  let key = `${VERSION}\u0000`;
  let zeros = '';
  for (let at = 0; ; at++) {
    const end = endOfDigits(text, at);
    if (end === at) return undefined;
    const code = numberCode(text, at, end);
    if (code === '\u0000') zeros += NUMBER + code;
    else {
      key += `${zeros}${NUMBER}${code}`;
      zeros = '';
    }
    if (end === text.length) return key + END + FINAL;
    if (text.charCodeAt(end) !== 46) return undefined;
    at = end;
  }
}

function keyOf(text: string): string {
  const parts = pep440Parts(text);
  if (parts === undefined) return keyOfNoVersion(text);
  const { epoch, release, pre, post, dev, local } = parts;
  let last = release.length;
  while (last > 0 && isZero(release[last - 1] ?? '')) last--;
  let key = VERSION + numberCode(epoch);
  for (let index = 0; index < last; index++) key += NUMBER + numberCode(release[index] ?? '0');
  key += END;
  if (pre !== undefined) key += preRank[pre[0]] + numberCode(pre[1]);
  // A bare development release comes before the alphas of its version.
  else key += post === undefined && dev !== undefined ? NONE_FIRST : NONE_LAST;
  key += post === undefined ? NONE_FIRST : NUMBER + numberCode(post);
  key += dev === undefined ? NONE_LAST : NUMBER + numberCode(dev);
  if (local === undefined) return key + NONE_FIRST;
  // Fewer before more, words before numbers.
  for (const segment of local)
    key += endOfDigits(segment, 0) === segment.length ? `\u0003${numberCode(segment)}` : `\u0002${segment}\u0000`;
  return key + END;
}

const preRank = { a: '\u0001', b: '\u0002', rc: '\u0003' } as const;

/** Undefined when it is no version. Reads what PEP 440 calls other spellings too: `v1.0-Alpha_2`, `1.0-1` (post 1). */
export function pep440Parts(text: string): Pep440Parts | undefined {
  return new Reader(text.trim().toLowerCase()).read();
}

/** The normal form: `1!2.0rc1.post2.dev3+ubuntu.1`. */
export function normalPep440({ epoch, release, pre, post, dev, local }: Pep440Parts): string {
  return [
    plain(epoch) === '0' ? '' : `${plain(epoch)}!`,
    release.map(plain).join('.'),
    pre === undefined ? '' : pre[0] + plain(pre[1]),
    post === undefined ? '' : `.post${plain(post)}`,
    dev === undefined ? '' : `.dev${plain(dev)}`,
    local === undefined
      ? ''
      : `+${local.map((segment) => (endOfDigits(segment, 0) === segment.length ? plain(segment) : segment)).join('.')}`,
  ].join('');
}

function plain(segment: string): string {
  return segment.replace(/^0+(?=\d)/, '');
}

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): Pep440Parts | undefined {
    if (this.text.startsWith('v')) this.at++;
    let first = this.digits();
    if (first === undefined) return undefined;
    let epoch = '0';
    if (this.text[this.at] === '!') {
      epoch = first;
      this.at++;
      first = this.digits();
      if (first === undefined) return undefined;
    }
    const release = [first];
    while (this.text[this.at] === '.' && isDigit(this.text.charCodeAt(this.at + 1))) {
      this.at++;
      release.push(this.digits() ?? '0');
    }
    const pre = this.labelled(preLabels);
    const post = this.implicitPost() ?? this.labelled(postLabels);
    const dev = this.labelled(devLabels);
    const local = this.local();
    if (local === 'malformed' || this.at !== this.text.length) return undefined;
    return {
      epoch,
      release,
      ...(pre === undefined ? {} : { pre }),
      ...(post === undefined ? {} : { post: typeof post === 'string' ? post : post[1] }),
      ...(dev === undefined ? {} : { dev: dev[1] }),
      ...(local === undefined ? {} : { local }),
    };
  }

  private digits(): string | undefined {
    const end = endOfDigits(this.text, this.at);
    if (end === this.at) return undefined;
    const digits = this.text.slice(this.at, end);
    this.at = end;
    return digits;
  }

  /** `[-_.]? label [-_.]? digits?`; stays where it is when no such label follows. */
  private labelled<Label extends string>(
    labels: readonly (readonly [string, Label])[],
  ): readonly [Label, string] | undefined {
    const start = isSeparator(this.text[this.at]) ? this.at + 1 : this.at;
    const found = labels.find(([spelling]) => this.text.startsWith(spelling, start));
    if (found === undefined) return undefined;
    this.at = start + found[0].length;
    if (isSeparator(this.text[this.at])) this.at++;
    return [found[1], this.digits() ?? '0'];
  }

  /** `1.0-1`. */
  private implicitPost(): string | undefined {
    if (this.text[this.at] !== '-' || !isDigit(this.text.charCodeAt(this.at + 1))) return undefined;
    this.at++;
    return this.digits();
  }

  private local(): readonly string[] | 'malformed' | undefined {
    if (this.text[this.at] !== '+') return undefined;
    const segments: string[] = [];
    do {
      const start = ++this.at;
      while (isDigit(this.text.charCodeAt(this.at)) || isLetter(this.text.charCodeAt(this.at))) this.at++;
      if (this.at === start) return 'malformed';
      segments.push(this.text.slice(start, this.at));
    } while (isSeparator(this.text[this.at]));
    return segments;
  }
}

/** Longer spellings before those that they begin with. */
const preLabels = [
  ['alpha', 'a'],
  ['a', 'a'],
  ['beta', 'b'],
  ['b', 'b'],
  ['preview', 'rc'],
  ['pre', 'rc'],
  ['c', 'rc'],
  ['rc', 'rc'],
] as const;
const postLabels = [
  ['post', 'post'],
  ['rev', 'post'],
  ['r', 'post'],
] as const;
const devLabels = [['dev', 'dev']] as const;

function isSeparator(character: string | undefined): boolean {
  return character === '.' || character === '-' || character === '_';
}

function isZero(digits: string): boolean {
  for (let index = 0; index < digits.length; index++) if (digits.charCodeAt(index) !== 48) return false;
  return true;
}
