import { pick, type Random, randomText } from './random.ts';

const nouns =
  'copper lantern harbor meadow falcon quartz timber velvet anchor saddle pepper marble ginger canyon willow rocket basil ember'.split(
    ' ',
  );
const plain =
  'order invoice customer session account report message product payment search basket profile ticket device region'.split(
    ' ',
  );

/** Parts of a text that are words rather than random characters. None of them is a well-known password or placeholder. */
export const words: Readonly<Record<string, (random: Random) => string>> = {
  word: (random) => pick(plain, random),
  phrase: (random) => Array.from({ length: 4 + random(4) }, () => pick(plain, random)).join(' '),
  user: (random) =>
    pick(['app', 'checkout', 'svc_report', 'billing', 'deploy', 'readwrite', 'jane.doe', 'acme_prod'], random),
  host: (random) =>
    `${pick(['db', 'prod', 'cluster', 'node', 'primary'], random)}-${random(90)}.${randomText('lower', 6, random)}.${pick(['internal', 'acme.dev', 'acme-cloud.net'], random)}`,
  password: (random) => pick([generated, generated, remembered, symbols], random)(random),
  /** As above, of letters and digits alone: for places where other characters would have to be escaped. */
  plainPassword: generated,
};

function generated(random: Random): string {
  return `${randomText('base62', 13 + random(10), random)}${randomText('lower', 1, random)}${randomText('digits', 1, random)}`;
}

function remembered(random: Random): string {
  const [first, second] = [pick(nouns, random), pick(nouns, random)];
  const capital = `${first.charAt(0).toUpperCase()}${first.slice(1)}`;
  return `${capital}${random(90) + 10}${pick(['-', '_', '!', '.'], random)}${second}${random(900) + 100}`;
}

function symbols(random: Random): string {
  return `${randomText('base62', 5, random)}${pick(['!', '*', '-'], random)}${randomText('base62', 5, random)}${pick(['_', '.', '~'], random)}${randomText('base62', 4 + random(6), random)}${generated(random).slice(-2)}`;
}
