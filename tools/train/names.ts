import type { Random } from './random.ts';
import { capital } from './values.ts';

const owners =
  'db database admin root user app client server service smtp mail ftp ssh ldap redis mysql postgres mongo oracle rabbitmq kafka elastic jwt session auth deploy prod staging internal webhook registry keystore vpn proxy backup payment account login shop billing search sync upload report'.split(
    ' ',
  );
const passwordWords = ['password', 'password', 'password', 'passwd', 'pass', 'pwd', 'passphrase'];
const issuedWords: readonly (readonly string[])[] = [
  ['api', 'key'],
  ['api', 'key'],
  ['secret'],
  ['secret', 'key'],
  ['token'],
  ['access', 'token'],
  ['auth', 'token'],
  ['api', 'token'],
  ['client', 'secret'],
  ['app', 'secret'],
  ['private', 'key'],
  ['signing', 'key'],
  ['encryption', 'key'],
  ['access', 'key'],
  ['refresh', 'token'],
  ['bearer', 'token'],
  ['session', 'secret'],
  ['webhook', 'secret'],
  ['credential'],
  ['master', 'key'],
  ['auth', 'key'],
  ['app', 'key'],
  ['api', 'secret'],
];
const heads =
  'id name hash type length url path file field label expiry ttl header prefix hint policy error message title placeholder text endpoint count index status version provider service reset input confirmation format regex class column digest checksum algorithm validator strength'.split(
    ' ',
  );
const modifiers =
  'public csrf xsrf primary foreign partition sort cache invalid expired hashed forgot reset show test fake next current unique continuation page css'.split(
    ' ',
  );
const harmless: readonly (readonly string[])[] = [
  ['public', 'key'],
  ['public', 'key'],
  ['csrf', 'token'],
  ['next', 'page', 'token'],
  ['primary', 'key'],
  ['cache', 'key'],
  ['partition', 'key'],
  ['token', 'type'],
  ['key', 'id'],
  ['access', 'key', 'id'],
  ['token', 'id'],
  ['secret', 'name'],
  ['secret', 'id'],
  ['password', 'hash'],
  ['password', 'digest'],
  ['password', 'field'],
  ['token', 'endpoint'],
  ['token', 'url'],
  ['token', 'checksum'],
  ['key', 'fingerprint'],
  ['token', 'address'],
];

const verbs = 'get find create new check validate parse read load fetch delete generate is has'.split(' ');

export type Named = 'password' | 'issued';

/** A name that a secret could have. */
export function secretName(kind: Named, random: Random): string {
  const last = kind === 'password' ? [random.pick(passwordWords)] : [...random.pick(issuedWords)];
  const owner = random.percent(kind === 'password' ? 60 : 45) ? [random.pick(owners)] : [];
  const rank = random.percent(8) ? [random.pick(owners)] : [];
  return styled([...rank, ...owner, ...last], random);
}

/** A name with a secret's word in it that names something else. */
export function harmlessName(random: Random): string {
  const owner = random.percent(30) ? [random.pick(owners)] : [];
  if (random.percent(20)) return camel([random.pick(verbs), ...random.pick(issuedWords)]);
  if (random.percent(35)) return styled([...owner, ...random.pick(harmless)], random);
  const secret = random.percent(40) ? [random.pick(passwordWords)] : random.pick(issuedWords);
  return random.percent(75)
    ? styled([...owner, ...secret, random.pick(heads)], random)
    : styled([...owner, random.pick(modifiers), ...secret], random);
}

function camel(words: readonly string[]): string {
  return words.map((word, at) => (at === 0 ? word : capital(word))).join('');
}

function styled(words: readonly string[], random: Random): string {
  return random.weighted<() => string>([
    [4, () => words.join('_')],
    [4, () => words.join('_').toUpperCase()],
    [5, () => camel(words)],
    [2, () => words.map(capital).join('')],
    [2, () => words.join('-')],
    [2, () => words.join('.')],
    [1, () => words.join('')],
  ])();
}
