/**
 * How slow the secrets analyzer can be made.
 *     node bench/secrets-hostile.ts [MEGABYTES]
 * One text of each kind, built with a fixed seed and handed over as one file: CPU time of one thread, and what the analyzer says that it
 * did not look at. Fails below 30 MB/s.
 */
import { readFileSync } from 'node:fs';
import { assetPath } from '#ground/places';
import { analyzer, fillExample } from '#observe/secrets';

const least = 30;
const size = Number(process.argv[2] ?? 100) * 1e6;
const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const session = analyzer.open(assets, { projectKey: 'bench' });
const image = assets.get('secrets.image')!;

const random = (alphabet: string, length: number, seed: string): string =>
  fillExample(`{{random:${alphabet}:${length}}}`, seed);
const words = 'const value = request.body.items.map((item) => item.name); // the usual, ';
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

const anchorBytes = 72;

/** A text that each anchor of each rule stands in, from the image itself (kernel/layout.ts), with `behind` after each. */
function anchors(behind: (index: number) => string): string {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const [first, end, classes] = [28, 32, 36].map((at) => view.getUint32(at, true)) as [number, number, number]; // three
  const texts: string[] = [];
  for (let at = first; at + anchorBytes <= end; at += anchorBytes) {
    const bytes = Array.from({ length: image[at + 1]! }, (_, place) => {
      const set = classes + 256 * view.getUint16(at + 24 + 2 * place, true);
      return image.subarray(set, set + 256).indexOf(1);
    });
    if (bytes.length > 0) texts.push(Buffer.from(bytes).toString('latin1') + behind(texts.length));
  }
  return texts.join('');
}

const nearMiss = (index: number): string => random('base62', 6 + (index % 40), `near ${index}`);
const encodedAnchors = base64(anchors(nearMiss));
const kinds: Readonly<Record<string, string>> = {
  'source text, for comparison': `${words}\n`,
  'base64 of noise, one line': random('base64', 4096, 'noise'),
  'base64 of text, one line': base64(words.repeat(30)),
  'base64 in base64 in base64 of text': base64(base64(base64(words.repeat(100)))),
  'base64 in base64 in base64 of anchors': base64(base64(encodedAnchors)),
  'lines of base64': `${base64(words)}\n`,
  'tiny texts in base64': Array.from({ length: 64 }, (_, at) => `${base64(random('lower', 18, `${at}`))} `).join(''),
  'tiny runs that are not text': Array.from({ length: 64 }, (_, at) => `${random('base64', 25, `${at}`)} `).join(''),
  'hexadecimal digits of text': Buffer.from(words.repeat(20)).toString('hex'),
  'percent-encoded': words.replace(/[^a-z]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`),
  'percent signs': '%41%4',
  escapes: words.replace(/[^a-z]/g, (byte) => `\\u00${byte.charCodeAt(0).toString(16).padStart(2, '0')}`),
  backslashes: '\\\\/\\/\\u00',
  'character references': '&#65;&amp;&#x3d;',
  'keys without armour, cut': `MIIEpAIBAAKCAQEA${random('base64', 80, 'key')} `,
  'anchors of every rule': anchors(() => ''),
  'anchors of every rule, on lines': anchors(() => '\n'),
  'near-misses of every rule': anchors(nearMiss),
  'near-misses as assignments': anchors((index) => ` = "${nearMiss(index)}",\n`),
  'minified code': 'function a(b,c){return b?c[d]:e.f(g)&&h.i=j};secret=k(l);var m="n",o=p.token||q.password;',
  assignments: 'password=secret=token=key=',
  'equals signs': '='.repeat(4096),
  quotes: `"'`.repeat(2048),
  'begins of keys': '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
  'begins of JWTs': 'eyJhbGciOiJIUzI1NiJ9.eyJ',
  'URLs with users': 'postgres://user:pass',
};

let failed = false;
for (const [name, unit] of Object.entries(kinds)) {
  const bytes = Buffer.alloc(size, unit, 'latin1');
  const started = process.cpuUsage();
  const { facts, notLookedAt } = session.extract({ path: 'hostile.txt', size: bytes.length, bytes }, Infinity);
  const { user, system } = process.cpuUsage(started);
  const rate = bytes.length / (user + system);
  failed ||= rate < least;
  const gaps = (notLookedAt ?? []).map(({ by, detail }) => (detail?.startsWith('stopped') === true ? detail : by));
  process.stdout.write(
    `${rate < least ? 'SLOW' : 'ok  '} ${rate.toFixed(0).padStart(5)} MB/s  ${name}; ${facts?.length ?? 0} facts` +
      `${gaps.length === 0 ? '' : `; not looked at: ${gaps.length} (${gaps.slice(0, 3).join(', ')})`}\n`,
  );
}
process.exitCode = failed ? 1 : 0;
