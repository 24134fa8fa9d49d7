import type { Context } from '../context.ts';
import { isPhrase } from '../placeholder.ts';
import type { FileKind } from './file-kind.ts';
import { type NameReading, readName, wordsOf } from './names.ts';
import { likenessOf, type NgramTables, wordBitsOf } from './ngrams.ts';

/** How a value stands there: in quotes; without; as an argument, a header's value, a parameter of a URL, an option of a command, in SQL. */
export const forms = ['quoted', 'bare', 'argument', 'header', 'query', 'option', 'sql'] as const;
export type Form = (typeof forms)[number];

/** A value behind a name that could be a secret's, and where it stands. */
export interface Candidate {
  readonly value: string;
  /** What it is assigned to; undefined where nothing is named. */
  readonly name: string | undefined;
  readonly form: Form;
  readonly kind: FileKind;
  readonly context: Context | undefined;
  /** It has words by which a text says of itself that it stands for a secret, and holds more beside them. */
  readonly doubtful: boolean;
  /** Without quotes in a language where that is a variable. */
  readonly isExpression: boolean;
  /** On a line so long that nobody wrote it. */
  readonly isMinified: boolean;
}

/** What a feature belongs to when a score is explained. */
export const aspects = ['value', 'placeholder', 'name', 'file', 'form'] as const;
export type Aspect = (typeof aspects)[number];

interface Measured {
  readonly candidate: Candidate;
  readonly shape: Shape;
  readonly bits: number;
  readonly password: number;
  readonly token: number;
  readonly name: NameReading;
}

type Feature = (measured: Measured) => number | boolean;

const value =
  (test: (value: string) => number | boolean): Feature =>
  ({ candidate }) =>
    test(candidate.value);
const ofWords =
  (test: (value: string) => boolean): Feature =>
  ({ candidate, shape }) =>
    shape.digits + shape.symbols === 0 && test(candidate.value);
const withDigits =
  (test: (value: string) => boolean): Feature =>
  ({ candidate, shape }) =>
    shape.digits > 0 && shape.symbols === 0 && test(candidate.value);

/** Short words must stand alone: in random letters they are met by chance. */
const standIns =
  /sample|default|example|dummy|invalid|placeholder|^(?:test|demo|foo|fake|mock)|(?<![A-Za-z])(?:[Tt]est|[Dd]emo|[Ff]oo|[Bb]ar|[Bb]az|[Qq]ux|[Tt]emp|[Mm]ock|[Ff]ake|[Ww]rong|[Aa]bc|TEST|DEMO|FOO|BAR)(?![a-z])|(?<=[a-z])(?:Test|Demo|Foo|Bar|Baz|Temp|Mock|Fake|Wrong)(?![a-z])/;

/** Every feature, most between 0 and 1; the trainer gives each its weight. The order is the model's. */
const features = {
  value: {
    'bits-per-character': ({ candidate, bits }) => clamp(bits / Math.max(1, candidate.value.length) - 2, -1, 5) / 2,
    'bits-in-all': ({ bits }) => Math.min(bits, 160) / 40,
    'few-bits': ({ bits }) => Math.max(0, 30 - bits) / 10,
    'like-a-password': ({ password }) => clamp(password, -16, 16) / 8,
    'like-a-token': ({ token }) => clamp(token, -16, 16) / 8,
    'password-for-password': ({ password, name }) => (name.isPassword ? clamp(password, -16, 16) / 8 : 0),
    'token-for-key': ({ token, name }) => (name.isPassword ? 0 : clamp(token, -16, 16) / 8),
    short: value((text) => Math.max(0, 8 - text.length) / 4),
    'short-for-key': ({ candidate, name }) => (name.isPassword ? 0 : Math.max(0, 20 - candidate.value.length) / 8),
    'digits-only': ({ candidate, shape }) =>
      shape.digits > 0 && /^(?:(?:0x|#)[0-9a-f]+|[0-9.,:+-]+)$/i.test(candidate.value),
    'letters-only': ({ candidate, shape }) => shape.lower + shape.upper === candidate.value.length,
    'has-digit': ({ shape }) => shape.digits > 0,
    'has-symbol': ({ shape }) => shape.symbols > 0,
    'one-case-words': ofWords((text) => /^(?:[a-z]+|[A-Z]+)(?:[-_. /](?:[a-z]+|[A-Z]+))*$/.test(text)),
    'camel-case': ofWords((text) => /^[a-z]+(?:[A-Z][a-z]+)+$|^(?:[A-Z][a-z]+){2,}$/.test(text)),
    'joined-words': value((text) => /^[A-Za-z][A-Za-z0-9]*(?:[-_.:/][A-Za-z][A-Za-z0-9]*)+$/.test(text)),
    expression: value((text) => /[()[\]{}<>]|::|->|=>|\w\.\w+\.\w/.test(text)),
    path: value((text) =>
      /^(?:\.{0,2}\/|~\/|[A-Za-z]:[\\/]|[a-z][a-z+.-]*:\/\/)|^[\w.-]+\/[\w./-]+\.\w+$|\.[a-z]{2,4}$/.test(text),
    ),
    digest: withDigits((text) => /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(text)),
    uuid: withDigits((text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)),
    'digest-prefix': value((text) => /^(?:sha(?:1|224|256|384|512)|md5|h1)[-:]/i.test(text)),
    phrase: value(isPhrase),
    long: value((text) => Math.max(0, Math.log2(text.length / 100))),
  },
  placeholder: {
    'placeholder-words': ({ candidate }) => candidate.doubtful,
    'test-words': value((text) => standIns.test(text)),
    'name-repeated': ({ candidate }) => repeatsName(candidate),
    'password-word': value((text) =>
      /passw(?:or)?d|secret|token|passphrase|credential|(?<![A-Za-z])key(?![a-z])/i.test(text),
    ),
    'usual-default': value((text) =>
      /^(?:admin|administrator|root|user|guest|login|welcome|master|hello|change|pass|secret|qwerty|letmein)[\d!@#.]{0,5}$/i.test(
        text,
      ),
    ),
    sequence: value((text) => /0123|1234|2345|abcd|qwert|asdf|(.)\1\1\1/i.test(text)),
  },
  name: {
    password: ({ name }) => name.isPassword,
    secret: ({ name }) => name.isSecret,
    token: ({ name }) => name.isToken,
    key: ({ name }) => name.isKey,
    verb: ({ name }) => name.verb !== undefined,
    'of-something': ({ name }) => name.isOfSomething,
    'harmless-head': ({ name }) => name.harmlessHead !== undefined,
    'harmless-modifier': ({ name }) => name.harmlessModifier !== undefined,
    'harmless-and-long': ({ name, bits }) =>
      name.harmlessHead !== undefined || name.harmlessModifier !== undefined ? Math.min(bits, 160) / 40 : 0,
    implied: ({ candidate }) => candidate.name === undefined,
  },
  file: {
    environment: ofKind('environment'),
    configuration: ofKind('configuration'),
    script: ofKind('script'),
    source: ofKind('source'),
    document: ofKind('document'),
    lock: ofKind('lock'),
    translation: ofKind('translation'),
    stylesheet: ofKind('stylesheet'),
    data: ofKind('data'),
    generated: ofKind('generated'),
    minified: ({ candidate }) => candidate.isMinified,
    test: ({ candidate }) => candidate.context === 'test',
    documentation: ({ candidate }) => candidate.context === 'documentation',
    example: ({ candidate }) => candidate.context === 'example',
  },
  form: {
    bare: ofForm('bare'),
    'bare-words': ({ candidate }) => candidate.form === 'bare' && /^[A-Za-z_.-]+$/.test(candidate.value),
    argument: ofForm('argument'),
    header: ofForm('header'),
    query: ofForm('query'),
    option: ofForm('option'),
    sql: ofForm('sql'),
    'in-code': ({ candidate }) => candidate.isExpression,
  },
} as const satisfies Record<Aspect, Record<string, Feature>>;

function ofKind(kind: FileKind): Feature {
  return ({ candidate }) => candidate.kind === kind;
}

function ofForm(form: Form): Feature {
  return ({ candidate }) => candidate.form === form;
}

const all: readonly { aspect: Aspect; name: string; of: Feature }[] = aspects.flatMap((aspect) =>
  Object.entries(features[aspect]).map(([name, of]) => ({ aspect, name, of })),
);

/** `aspect/name` of each feature, in the model's order. */
export const featureNames: readonly string[] = all.map(({ aspect, name }) => `${aspect}/${name}`);

export interface FeatureVector {
  readonly values: Float64Array;
  /** Bits of the value in the model of words. */
  readonly bits: number;
  readonly password: number;
  readonly token: number;
  readonly name: NameReading;
}

export function featuresOf(candidate: Candidate, tables: NgramTables): FeatureVector {
  const measured: Measured = {
    candidate,
    shape: shapeOf(candidate.value),
    bits: wordBitsOf(candidate.value, tables),
    password: likenessOf(candidate.value, tables.password),
    token: likenessOf(candidate.value, tables.token),
    name: readName(candidate.name ?? ''),
  };
  const values = new Float64Array(all.length);
  for (let at = 0; at < all.length; at += 1) values[at] = Number(all[at]!.of(measured));
  const { bits, password, token, name } = measured;
  return { values, bits, password, token, name };
}

interface Shape {
  readonly lower: number;
  readonly upper: number;
  readonly digits: number;
  /** Marks that words are not joined by. */
  readonly symbols: number;
}

function shapeOf(text: string): Shape {
  let [lower, upper, digits, symbols] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 97 && code <= 122) lower += 1;
    else if (code >= 65 && code <= 90) upper += 1;
    else if (code >= 48 && code <= 57) digits += 1;
    else if ('!@#$%^&*+=?~'.includes(text.charAt(at))) symbols += 1;
  }
  return { lower, upper, digits, symbols };
}

/** `password: "password"`, `apiToken: "api_token"`, `PASSWORD_FIELD = "password"`: half of the value's letters are the name's words. */
function repeatsName({ value, name }: Candidate): number {
  if (name === undefined) return 0;
  const letters = value.toLowerCase().replace(/[^a-z]/g, '');
  if (letters === '') return 0;
  const said = new Set(wordsOf(name).filter((word) => word.length > 2));
  let rest = letters;
  for (const word of said) rest = rest.replaceAll(word, '');
  return 1 - rest.length / letters.length;
}

function clamp(number: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, number));
}
