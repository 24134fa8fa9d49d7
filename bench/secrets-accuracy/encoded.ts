import { type Case, caseOf, plant } from './cases.ts';
import type { Format } from './formats.ts';
import { keyKinds, privateKey } from './keys.ts';
import { pick, type Random, randomBytes, randomFrom, randomText, uuid } from './random.ts';
import { fillTemplate } from './value.ts';
import { words } from './words.ts';

interface Layer {
  readonly id: string;
  /** Whether what it gives has several lines. */
  readonly isWrapped?: true;
  readonly encode: (text: string) => string;
}

const hex = (text: string) => Buffer.from(text).toString('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const percent = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*~.-]/g, (character) => `%${hex(character).toUpperCase()}`);

/** Ways in which a text is wrapped before it is committed. */
const layers: readonly Layer[] = [
  { id: 'base64', encode: base64 },
  { id: 'base64url', encode: (text) => Buffer.from(text).toString('base64url') },
  { id: 'base64-twice', encode: (text) => base64(base64(text)) },
  {
    id: 'base64-lines',
    isWrapped: true,
    encode: (text) =>
      base64(`${text}\n# written by the installer; do not edit, run it again\n`).replace(/.{76}/g, '$&\n'),
  },
  { id: 'hex', encode: hex },
  { id: 'hex-escapes', encode: (text) => hex(text).replace(/../g, String.raw`\x$&`) },
  { id: 'unicode-escapes', encode: (text) => hex(text).replace(/../g, String.raw`\u00$&`) },
  { id: 'percent', encode: percent },
  { id: 'base64-percent', encode: (text) => percent(base64(text)) },
  { id: 'hex-of-base64', encode: (text) => hex(base64(text)) },
];

/** Where encoded text stands. */
const places: readonly { readonly id: string; readonly path: string; readonly text: (encoded: string) => string }[] = [
  {
    id: 'kubernetes',
    path: 'k8s/secret.yaml',
    text: (encoded) => `apiVersion: v1\nkind: Secret\ndata:\n  config: ${encoded}\n`,
  },
  {
    id: 'javascript',
    path: 'src/boot.js',
    text: (encoded) => `const settings = decode('${encoded}');\nstart(settings);\n`,
  },
  {
    id: 'shell',
    path: 'scripts/setup.sh',
    text: (encoded) => `echo "${encoded}" | base64 -d > .env\nchmod 600 .env\n`,
  },
  { id: 'json', path: 'state.json', text: (encoded) => `{"serial":4,"payload":"${encoded}","done":true}\n` },
  {
    id: 'url',
    path: 'docs/debug.txt',
    text: (encoded) => `https://tools.acme.dev/import?name=prod&payload=${encoded}&v=2\n`,
  },
  { id: 'python', path: 'app/boot.py', text: (encoded) => `PAYLOAD = "${encoded}"\nload(decode(PAYLOAD))\n` },
];

/** Where several lines of it stand. */
const wrappedPlaces: typeof places = [
  {
    id: 'heredoc',
    path: 'scripts/setup.sh',
    text: (encoded) => `base64 -d > app.conf <<'END'\n${encoded}\nEND\nchmod 600 app.conf\n`,
  },
  {
    id: 'yaml-block',
    path: 'k8s/secret.yaml',
    text: (encoded) => `kind: Secret\ndata:\n  config: |\n    ${encoded.replaceAll('\n', '\n    ')}\n`,
  },
  {
    id: 'mime',
    path: 'fixtures/message.eml',
    text: (encoded) => `Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n${encoded}\n`,
  },
];

/** Formats whose value shows whose it is even without a name: what a decoder can prove right. */
const encodable =
  /^(github|gitlab|npm|pypi|slack|stripe|openai|anthropic|digitalocean|sendgrid|shopify|hugging-face|docker-hub|vault|doppler|databricks|rubygems|tailscale)-/;

export function encodedCases(formats: readonly Format[]): Case[] {
  const random = randomFrom('encoded');
  const strong = formats.filter(({ id, bare, with: half }) => bare && half === undefined && encodable.test(id));
  return [
    ...layers.flatMap((layer) => [...tokens(layer, strong, random), ...harmless(layer, random)]),
    ...keys(random),
  ];
}

function tokens(layer: Layer, formats: readonly Format[], random: Random): Case[] {
  return Array.from({ length: 20 }, (_, copy) => {
    const format = pick(formats, random);
    const value = fillTemplate(format.value, random);
    const name = pick(format.names, random);
    const whole = pick(
      [value, `${name}=${value}\nLOG_LEVEL=info\n`, JSON.stringify({ region: 'eu-central-1', [name]: value })],
      random,
    );
    const place = pick(layer.isWrapped === true ? wrappedPlaces : places, random);
    const id = `encoded-${layer.id}/${format.id}/${place.id}.${copy}`;
    return caseOf(
      { id, format: `encoded-${layer.id}`, kind: 'positive' },
      { path: place.path, text: place.text(plant(layer.encode(whole))) },
    );
  });
}

/** The same wrapping around what is no secret. */
function harmless(layer: Layer, random: Random): Case[] {
  return Array.from({ length: 14 }, (_, copy) => {
    const place = pick(layer.isWrapped === true ? wrappedPlaces : places, random);
    const settings = { region: 'eu-central-1', id: uuid(random), name: words['phrase']?.(random), retries: 3 };
    const whole = pick(
      [
        JSON.stringify(settings),
        `LOG_LEVEL=info\nGIT_COMMIT=${randomText('hex', 40, random)}\n`,
        words['phrase']?.(random) ?? '',
        // In a Secret, or written to a file of settings, random bytes could be a key: nobody could label that.
        ...(/Secret|conf|\.env/.test(place.text('')) ? [] : [randomBytes(60, random).toString('latin1')]),
      ],
      random,
    );
    const id = `encoded-${layer.id}/harmless/${place.id}.${copy}`;
    return caseOf(
      { id, format: `encoded-${layer.id}`, kind: 'negative' },
      { path: place.path, text: place.text(plant(layer.encode(whole))) },
    );
  });
}

/** Private keys in one line: with escapes, in base 64. */
function keys(random: Random): Case[] {
  const oneLine: readonly Layer[] = [
    { id: 'escaped', encode: (text) => text.replaceAll('\n', String.raw`\n`) },
    { id: 'escaped-crlf', encode: (text) => text.replaceAll('\n', String.raw`\r\n`) },
    { id: 'escaped-twice', encode: (text) => text.replaceAll('\n', String.raw`\\n`) },
    { id: 'base64', encode: base64 },
    { id: 'percent', encode: percent },
  ];
  return keyKinds.flatMap((kind) =>
    oneLine.map((layer) => {
      const place = pick(places, random);
      const id = `private-key-${layer.id}/${kind}/${place.id}`;
      return caseOf(
        { id, format: `private-key-${layer.id}`, kind: 'positive' },
        { path: place.path, text: place.text(plant(layer.encode(privateKey(kind, random)))) },
      );
    }),
  );
}
