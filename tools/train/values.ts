import type { Random } from './random.ts';

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const alphabets: readonly (readonly [number, string])[] = [
  [10, digits + lower + upper],
  [5, `${upper}${lower}${digits}+/`],
  [4, `${upper}${lower}${digits}-_`],
  [7, '0123456789abcdef'],
  [1, '0123456789ABCDEF'],
  [4, lower + digits],
  [1, upper + digits],
  [1, `${upper}234567`],
  [1, upper + lower],
];

/** What a machine issued: letters and digits of some alphabet, often with a prefix, a group mark or padding. */
export function issuedToken(random: Random): string {
  const alphabet = random.weighted(alphabets);
  const length = random.weighted([
    [2, random.between(16, 24)],
    [4, 32],
    [3, 40],
    [2, random.between(25, 64)],
    [1, 64],
    [1, 24],
    [1, random.between(64, 100)],
  ]);
  const body = random.text(alphabet, length);
  const padded = alphabet.endsWith('+/') && random.percent(50) ? `${body}${random.pick(['=', '=='])}` : body;
  if (random.percent(12)) return `${random.text(lower, random.between(2, 5))}${random.pick(['_', '-'])}${padded}`;
  if (random.percent(4)) return `${padded.slice(0, 8)}-${padded.slice(8, 20)}-${padded.slice(20)}`;
  return padded;
}

/** What a password generator made: short, in many alphabets. */
export function generatedPassword(random: Random): string {
  const alphabet = random.pick([
    digits + lower + upper,
    digits + lower + upper,
    digits + lower,
    `${digits}${lower}${upper}!@#$%^&*-_+=?.`,
    `${digits}${lower}${upper}!#%&*+-=?^_~`,
  ]);
  return random.text(alphabet, random.between(8, 24));
}

const ends = ['!', '!!', '@', '#', '$', '*', '.', '?', '1!', '!1', '#1', '@1'];
const joins = ['-', '_', '.', '', '', '@', '!', '#', '$', '&', '+'];

/** What people choose when they are asked for a capital, a digit and a mark: words, names, years, letters turned into digits. */
export function chosenPassword(random: Random, words: readonly string[]): string {
  const word = () => random.pick(words);
  const number = () =>
    random.weighted([
      [4, String(random.between(0, 99))],
      [3, String(random.between(1960, 2029))],
      [3, String(random.between(100, 999))],
      [1, String(random.between(1000, 99_999))],
    ]);
  const plain = random.weighted<() => string>([
    [6, () => capital(word()) + number() + random.pick(ends)],
    [4, () => word() + number() + capital(word()) + random.pick(ends)],
    [3, () => capital(word()) + random.pick(joins) + capital(word()) + number()],
    [4, () => leet(capital(word()), random) + number()],
    [4, () => leet(capital(word()), random) + random.pick(joins) + leet(word(), random) + random.pick(ends)],
    [3, () => capital(word()) + random.pick(joins) + number() + random.pick(ends)],
    [3, () => word() + number() + random.pick(ends)],
    [2, () => word() + word() + number()],
    [2, () => number() + capital(word()) + random.pick(ends)],
    [1, () => `${word()}-${word()}-${word()}-${number()}`],
    [2, () => capital(word()) + number() + capital(word()) + number()],
    [2, () => random.text(lower, 3) + number() + random.text(upper, 2) + random.pick(ends)],
    [1, () => random.pick(ends) + capital(word()) + number() + random.pick(ends)],
    [1, () => word() + word() + random.pick(ends)],
    [1, () => upperCase(word()) + number() + word() + random.pick(ends)],
  ])();
  return plain.length < 6 ? plain + number() + random.pick(ends) : plain.slice(0, 40);
}

export function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => random.text('0123456789abcdef', length)).join('-');
}

/** What is public and looks random: digests, revisions, integrity of packages, keys that are shared. */
export function digest(random: Random): string {
  const hex = (length: number) => random.text('0123456789abcdef', length);
  const base64 = (length: number) => random.text(`${upper}${lower}${digits}+/`, length);
  return random.weighted<() => string>([
    [4, () => hex(40)],
    [4, () => hex(64)],
    [3, () => hex(32)],
    [2, () => hex(random.between(7, 12))],
    [3, () => `sha512-${base64(86)}==`],
    [2, () => `sha256-${base64(43)}=`],
    [1, () => `h1:${base64(43)}=`],
    [1, () => `sha256:${hex(64)}`],
    [2, () => `${base64(43)}=`],
    [1, () => base64(random.between(100, 240))],
    [1, () => hex(64).toUpperCase()],
  ])();
}

/** Names, references and settings that stand where a password could: my-app-secret-v2, auth.tokens.access, /run/secrets/db. */
export function reference(random: Random, words: readonly string[]): string {
  const word = () => random.pick(words);
  return random.weighted<() => string>([
    [3, () => `${word()}-${word()}`],
    [
      6,
      () =>
        Array.from({ length: random.between(3, 5) }, () =>
          random.percent(15) ? String(random.between(1, 99)) : word(),
        ).join(random.pick(['-', '_', '.'])),
    ],
    [2, () => `${word()}-${word()}-v${random.between(1, 9)}`],
    [2, () => `${word()}-${word()}-${random.between(1, 2029)}`],
    [3, () => `${word()}.${word()}.${word()}`],
    [2, () => `${word()}_${word()}`],
    [2, () => upperCase(`${word()}_${word()}`)],
    [2, () => word() + capital(word())],
    [2, () => capital(word()) + capital(word())],
    [2, () => `/${word()}/${word()}/${word()}`],
    [1, () => `${word()}/${word()}.${random.pick(['json', 'txt', 'pem', 'key', 'yml'])}`],
    [1, () => `https://${word()}.${word()}.com/${word()}`],
    [
      1,
      () =>
        `http://${random.pick(['localhost', '127.0.0.1', word()])}:${random.between(80, 9999)}${random.pick(['', '/', `/${word()}`])}`,
    ],
    [1, () => `cn=${word()},ou=${word()},dc=${word()}`],
    [1, () => `0x${random.text('0123456789abcdef', random.between(4, 8))}`],
    [1, () => `${word()}@${word()}.${random.pick(['com', 'org', 'io'])}`],
    [2, () => word()],
    [1, () => capital(word())],
    [1, () => `${word()}:${word()}`],
    [1, () => `#${word()}-${word()}`],
    [1, () => `.${word()}-${word()}`],
    [1, () => `[${word()}]`],
    [1, () => `${word()}[${word()}]`],
    [1, () => String(random.between(1, 99_999))],
    [1, () => `${random.between(1, 60)}${random.pick(['s', 'm', 'h', 'd', 'kb', 'MB'])}`],
    [1, () => `${word()}${random.between(1, 12)}`],
  ])();
}

/** What only stands for a password: words, counting, the name itself. */
export function standIn(random: Random, words: readonly string[]): string {
  const secret = random.pick(['password', 'secret', 'token', 'pass', 'passwd', 'key', 'pwd', 'apikey', 'credential']);
  const mild = random.pick([
    'test',
    'foo',
    'bar',
    'my',
    'some',
    'new',
    'old',
    'user',
    'admin',
    'root',
    'demo',
    'the',
    'default',
    'invalid',
    'wrong',
    'fake',
    'dummy',
    'temp',
    'abc',
  ]);
  const join = random.pick(['', '-', '_', '.', ' ']).trim();
  return random.weighted<() => string>([
    [4, () => secret],
    [4, () => mild + join + secret],
    [3, () => secret + random.between(1, 123)],
    [3, () => mild + random.between(1, 1234)],
    [2, () => `${mild}${capital(secret)}${random.percent(30) ? random.between(1, 9) : ''}`],
    [2, () => `${capital(mild)}${capital(secret)}1`],
    [2, () => upperCase(`${mild}_${secret}`)],
    [2, () => `${random.pick(words)}${join}${secret}`],
    [2, () => random.pick(words)],
    [1, () => `${random.pick(words)}${random.between(1, 9)}`],
    [
      2,
      () =>
        random.pick([
          '123456',
          '12345678',
          'abc123',
          'qwerty',
          'abcdef',
          'secret',
          'letmein',
          'hunter2',
          'changeit',
          'pass1234',
          'test1234',
          'foobar',
          'p@ssword',
          'P@ssw0rd',
          'passw0rd',
        ]),
    ],
    [1, () => `${mild}-${random.pick(words)}-${secret}`],
  ])();
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function upperCase(word: string): string {
  return word.toUpperCase();
}

const leetOf: Readonly<Record<string, string>> = { a: '@', e: '3', i: '1', o: '0', s: '$', t: '7' };

/** Some of the letters that have a look-alike become it. */
function leet(word: string, random: Random): string {
  return word.replace(/[aeiost]/g, (letter) => (random.percent(50) ? (leetOf[letter] ?? letter) : letter));
}
