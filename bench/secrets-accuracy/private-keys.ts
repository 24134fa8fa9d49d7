import { type Case, caseOf, plant } from './cases.ts';
import { begin, certificate, end, keyKinds, pem, privateKey, publicKey } from './keys.ts';
import { type Random, randomBytes, randomFrom, randomText } from './random.ts';

const indent = (text: string, by: string) => text.replaceAll('\n', `\n${by}`);

/** Files in which a key of several lines stands. */
const places: readonly { readonly id: string; readonly path: string; readonly text: (key: string) => string }[] = [
  { id: 'file', path: 'keys/server.key', text: (key) => `${plant(key)}\n` },
  { id: 'file-crlf', path: 'certs/client.pem', text: (key) => `${plant(key.replaceAll('\n', '\r\n'))}\r\n` },
  {
    id: 'yaml-block',
    path: 'config/tls.yml',
    text: (key) => `tls:\n  key: |\n    ${plant(indent(key, '    '))}\n  port: 443\n`,
  },
  { id: 'python', path: 'app/keys.py', text: (key) => `KEY = """\\\n${plant(key)}\n"""\n` },
  { id: 'go', path: 'internal/tls/key.go', text: (key) => `package tls\n\nconst key = \`${plant(key)}\`\n` },
  {
    id: 'javascript-concatenated',
    path: 'src/key.js',
    text: (key) =>
      `const key =\n  ${plant(
        key
          .split('\n')
          .map((line) => `'${line}\\n'`)
          .join(' +\n  '),
      )};\n`,
  },
  { id: 'heredoc', path: 'setup.sh', text: (key) => `cat > /etc/app.key <<'KEY'\n${plant(key)}\nKEY\n` },
  { id: 'with-certificate', path: 'bundle.pem', text: (key) => `${certificate(randomFrom(key))}\n${plant(key)}\n` },
];

export function privateKeyCases(): Case[] {
  const random = randomFrom('private keys');
  return [...positives(random), ...negatives(random)];
}

function positives(random: Random): Case[] {
  return keyKinds.flatMap((kind) =>
    places.map(({ id, path, text }) =>
      caseOf(
        { id: `private-key/${kind}/${id}`, format: `private-key/${kind}`, kind: 'positive' },
        { path, text: text(privateKey(kind, random)) },
      ),
    ),
  );
}

const label = (word: string) => `${word}PRIVATE KEY`;

/** What looks like a key, or speaks of one. */
function negatives(random: Random): Case[] {
  const texts: readonly (readonly [id: string, path: string, text: (copy: number) => string])[] = [
    ['certificate', 'certs/ca.pem', () => `${certificate(random)}\n`],
    ['public-key', 'keys/public.pem', () => `${publicKey(random)}\n`],
    ['pgp-public-key', 'KEYS.asc', () => `${pem('PGP PUBLIC KEY BLOCK', randomBytes(500, random))}\n`],
    ['pgp-signature', 'release.tar.gz.asc', () => `${pem('PGP SIGNATURE', randomBytes(280, random))}\n`],
    ['dh-parameters', 'dhparam.pem', () => `${pem('DH PARAMETERS', randomBytes(270, random))}\n`],
    [
      'ssh-public-key',
      'id_rsa.pub',
      () => `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${randomText('base64', 340, random)} deploy@ci\n`,
    ],
    [
      'header-comparison',
      'src/pem.ts',
      (copy) =>
        `export const isKey = (text: string) => text.includes('${begin(label(['RSA ', '', 'EC ', 'OPENSSH '][copy % 4] ?? ''))}');\n`,
    ],
    [
      'header-list',
      'scan.py',
      () => `HEADERS = [\n${['RSA ', 'DSA ', 'EC ', ''].map((word) => `    "${begin(label(word))}",`).join('\n')}\n]\n`,
    ],
    [
      'pattern',
      'rules.toml',
      () => `regex = '''${begin(String.raw`(?:RSA |EC )?PRIVATE KEY`)}[\\s\\S]{64,}?${end('PRIVATE KEY')}'''\n`,
    ],
    ['placeholder', 'README.md', () => `${begin(label(''))}\n<your key here>\n${end(label(''))}\n`],
    [
      'dots',
      'docs/setup.md',
      (copy) => `${begin(label('RSA '))}\n${copy % 2 === 0 ? '...' : 'MIIE...'}\n${end(label('RSA '))}\n`,
    ],
    [
      'escaped-placeholder',
      '.env.example',
      () => String.raw`KEY="${begin(label(''))}\nYOUR_KEY\n${end(label(''))}\n"` + '\n',
    ],
    ['empty', 'tests/empty.pem', () => `${begin(label('EC '))}\n${end(label('EC '))}\n`],
    [
      'path',
      'nginx.conf',
      () => 'ssl_certificate_key /etc/ssl/private/server.key;\nssl_certificate /etc/ssl/certs/server.crt;\n',
    ],
    ['encrypted-age', 'secrets.age', () => `${pem('AGE ENCRYPTED FILE', randomBytes(400, random))}\n`],
    ['pgp-message', 'secrets.asc', () => `${pem('PGP MESSAGE', randomBytes(400, random))}\n`],
  ];
  return texts.flatMap(([id, path, text]) =>
    Array.from({ length: 4 }, (_, copy) =>
      caseOf(
        { id: `private-key/${id}/${copy}`, format: `private-key/${id}`, kind: 'negative' },
        { path, text: plant(text(copy)) },
      ),
    ),
  );
}
