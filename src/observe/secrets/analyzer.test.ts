import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { analyzer, fillExample } from './index.ts';
import { assets, only, scannerOf } from './testing.ts';

const key = 'the key of this project';
const session = analyzer.open(assets, { projectKey: key });
const scan = scannerOf(key);
const ghp = fillExample('{{ghp}}', 'analyzer test');
const npm = fillExample('{{npm}}', 'analyzer test');

test('a secret of 80 bits and more is known by an HMAC of its value under the key of the project', () => {
  const claim = only(scan(`const token = '${ghp}';`).claims);
  expect(claim.locus).toEqual({ kind: 'secret', value: createHmac('sha256', key).update(ghp).digest('hex') });
  const elsewhere = analyzer.open(assets, { projectKey: 'another project' });
  const bytes = Buffer.from(ghp);
  expect(elsewhere.extract({ path: 'a', size: 40, bytes }, Infinity).facts?.[0]?.value).not.toBe(
    claim.locus.kind === 'secret' && claim.locus.value,
  );
});

test('a value that people choose is known by the name that it is assigned to, never by a hash', () => {
  const claim = only(scan("const db = connect({ password: 'Tr0ub4dor&3x' });").claims);
  expect(claim.locus).toEqual({ kind: 'secret', symbol: 'password', path: 'src/pay.ts' });
  const url = only(scan('DATABASE_URL=postgres://shop:Tr0ub4dor3@db.acme.dev/shop').claims);
  expect(url.locus).toEqual({ kind: 'secret', symbol: 'DATABASE_URL', path: 'src/pay.ts' });
});

test('[2:secret-checksum] a valid checksum makes a finding certain, a wrong one only possible, and the message says so', () => {
  const right = only(scan(`x = '${ghp}'`).claims);
  expect(right).toMatchObject({ confidence: 'certain', attributes: { provider: 'GitHub', checksum: 'valid' } });
  expect(right.message).toContain('checksum is valid');
  const wrong = only(scan(`x = '${fillExample('{{ghp:wrong}}', 'analyzer test')}'`).claims);
  expect(wrong).toMatchObject({ confidence: 'possible', attributes: { checksum: 'invalid' } });
  expect(wrong.message).toContain('checksum is wrong');
});

test('what is kept of a secret shows at most four characters at each end', () => {
  const { facts, claims } = scan(`const token = '${ghp}';`);
  expect(only(claims).excerpt).toBe(`${ghp.slice(0, 4)}••••${ghp.slice(-4)}`);
  for (let from = 0; from + 5 <= ghp.length; from += 1)
    expect(JSON.stringify(facts)).not.toContain(ghp.slice(from, from + 5));
});

test('a secret inside the match of another is found once, as what it is', () => {
  const claims = scan(`git clone https://bot:${ghp}@git.acme.dev/shop.git`).claims;
  expect(claims.map((claim) => claim.rule)).toEqual(['secrets/github-personal-access-token']);
  expect(JSON.stringify(claims)).not.toContain(ghp.slice(4, 10));
});

test('columns count as a decoder does where the line is no UTF-8, so that a redaction covers the whole value', () => {
  const line = Buffer.concat([Buffer.from([0x80, 0xff, 0xe2, 0x82, 0x20, 0xf0, 0x9f, 0x20]), Buffer.from(ghp)]);
  const { startColumn, endColumn } = only(scan(line).claims).location;
  expect(line.toString('utf8').slice(startColumn - 1, endColumn - 1)).toBe(ghp);
});

test('a short value without a name is known by what stands around it', () => {
  expect(only(scan('https://deploy:Tr0ub4dor3@ci.acme.dev/job').claims).locus).toEqual({
    kind: 'secret',
    symbol: 'https://deploy:••••@ci.acme.dev',
    path: 'src/pay.ts',
  });
});

test('a password with an @ in it is hidden up to its last character', () => {
  const claim = only(scan('DATABASE_URL=postgres://shop:p@ssW0rd@4711@db.acme.dev/shop').claims);
  expect(claim.excerpt).toBe('••••');
  expect(claim.location).toMatchObject({ startColumn: 30, endColumn: 43 });
  expect(claim.attributes).toMatchObject({ scheme: 'postgres', host: 'db.acme.dev' });
});

const awsId = fillExample('aws_access_key_id = AKIAQ{{random:base32:15}}\n', 'aws');
const awsSecret = fillExample('aws_secret_access_key = {{random:base64:40}}\n', 'aws');

test('[3:secrets-multi-part] an AWS key id with its secret is one finding, at the secret', () => {
  for (const text of [awsId + awsSecret, awsSecret + awsId]) {
    const claim = only(scan(text).claims);
    const id = awsId.slice(-21, -1);
    expect(claim).toMatchObject({
      rule: 'secrets/aws-secret-access-key',
      location: { startLine: text.startsWith(awsId) ? 2 : 1 },
      attributes: { complete: true, id: `${id.slice(0, 2)}••••${id.slice(-2)}` },
    });
    expect(claim.message).toContain('with its id AK••••');
    expect(JSON.stringify(claim)).not.toContain(id.slice(4, 12));
  }
  expect(only(scan(awsId).claims).attributes['complete']).toBeUndefined();
  expect(scan(awsId + '#\n'.repeat(400) + awsSecret).claims.map((claim) => claim.attributes['complete'])).toEqual([
    undefined,
    undefined,
  ]);
});

test('[3:secrets-multi-part] each of several secrets keeps its own id', () => {
  const pair = 'id = AKIAQ{{random:base32:15}}\naws_secret_key = "{{random:base64:40}}"\n';
  const text = ['a', 'b', 'c'].map((seed) => fillExample(pair, seed)).join('\n');
  const ids = text.match(/AKIA\w{16}/g) ?? [];
  expect(scan(text).claims.map(({ rule, attributes }) => [rule, attributes['id']])).toEqual(
    ids.map((id) => ['secrets/aws-secret-access-key', `${id.slice(0, 2)}••••${id.slice(-2)}`]),
  );
});

test('[3:secrets-multi-part] a secret whose id is new is new', () => {
  const ranges = [{ start: 0, end: awsId.length - 1 }];
  expect(only(scan(awsId + awsSecret, 'a', ranges).claims).rule).toBe('secrets/aws-secret-access-key');
});

const urlOf = (host: string) => `postgres://shop:Tr0ub4dor3@${host}/shop`;

test('each value of a Kubernetes Secret is a finding of its own', () => {
  const text = fillExample(
    'kind: Secret\nstringData:\n  db-password: {{random:base62:20}}\n  api-token: {{random:base62:20}}\n',
    'k8s',
  );
  const claims = scan(text, 'deploy/secret.yaml').claims;
  expect(claims.map(({ rule, locus }) => [rule, locus.kind === 'secret' && locus.symbol])).toEqual([
    ['secrets/kubernetes-secret', 'db-password'],
    ['secrets/kubernetes-secret', 'api-token'],
  ]);
});

test('a server on this machine lowers the confidence, and a host of documentation is none', () => {
  expect(only(scan(urlOf('db.acme.dev')).claims).confidence).toBe('likely');
  expect(only(scan(urlOf('localhost:5432')).claims).confidence).toBe('possible');
  expect(scan(urlOf('db.example.com')).claims).toEqual([]);
});

test('of rules that match the same value the most specific speaks', () => {
  expect(scan(`api_key = "${ghp}"`).claims.map((claim) => claim.rule)).toEqual([
    'secrets/github-personal-access-token',
  ]);
  expect(
    scan(fillExample('STRIPE_SECRET_KEY=sk_live_{{random:base62:40}}', 's')).claims.map((claim) => claim.rule),
  ).toEqual(['secrets/stripe-secret-key']);
  expect(scan(fillExample('const api_key = "{{random:base62:40}}"', 's')).claims.map((claim) => claim.rule)).toEqual([
    'secrets/generic-secret',
  ]);
});

test('a name behind an escape in a string is the name alone', () => {
  const claim = only(scan('text = "user: shop\\npassword: \\"Tr0ub4dor3\\""').claims);
  expect(claim.locus).toMatchObject({ symbol: 'password' });
});

test('bytes that are no UTF-8 hide nothing', () => {
  const bytes = Buffer.concat([
    Buffer.from([0xff, 0xc0, 0x80, 0x00, 0xe2, 0x28]),
    Buffer.from(`"${ghp}"`),
    Buffer.from([0xf0, 0x9f]),
  ]);
  expect(scan(bytes).claims).toHaveLength(1);
});

test('only claims that touch an inserted range count', () => {
  const other = fillExample('{{ghp}}', 'other');
  const text = `a = "${ghp}"\nb = "${other}"\n`;
  const second = text.indexOf(other);
  expect(only(scan(text, 'a', [{ start: second + 39, end: second + 60 }]).claims).location.startLine).toBe(2);
  expect(scan(text, 'a', [{ start: second + 40, end: second + 60 }]).claims).toEqual([]);
});

test('tests and documents lower the confidence, unless a checksum is valid', () => {
  const stripe = fillExample("key = 'sk_live_{{random:base62:40}}'", 's');
  expect(only(scan(stripe, 'src/pay.ts').claims).confidence).toBe('likely');
  expect(only(scan(stripe, 'test/pay.test.ts').claims)).toMatchObject({
    confidence: 'possible',
    attributes: { context: 'test' },
  });
  expect(only(scan(stripe, 'docs/pay.md').claims)).toMatchObject({
    confidence: 'possible',
    attributes: { context: 'documentation' },
  });
  expect(only(scan(`x = '${ghp}'`, 'test/pay.test.ts').claims).confidence).toBe('certain');
});

test.each([
  'AKIAIOSFODNN7EXAMPLE',
  'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'api_key = "your_api_key_goes_here_1234567"',
  'secret: "${SECRET_FROM_ENVIRONMENT_42}"',
  'const token = process.env.TOKEN_FOR_SHOP_42',
  'password: "<the password of your account>"',
  'password = "{{ vault_database_password }}"',
  'postgres://shop:$PASSWORD@db/shop',
  'api_key: "abcdefghijklmnopqrstuvwxyz012345"',
])('%s only stands for a secret', (text) => {
  expect(scan(text).claims).toEqual([]);
});

test('one private key is one finding, however it is written', () => {
  const pem = fillExample(
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE{{random:base64:60}}\n{{random:base64:64}}\n-----END RSA PRIVATE KEY-----',
    'pem',
  );
  const lines = only(scan(`${pem}\n`).claims);
  const escaped = only(scan(JSON.stringify({ key: pem })).claims);
  const windows = only(scan(pem.replaceAll('\n', '\r\n')).claims);
  expect(lines.location).toMatchObject({ startLine: 1, startColumn: 1, endLine: 4 });
  expect(escaped.locus).toEqual(lines.locus);
  expect(windows.locus).toEqual(lines.locus);
});

test('a file full of secrets keeps its facts small, and says what it left out', () => {
  const dump = Array.from({ length: 1500 }, (_, index) => fillExample('{{ghp}}', `dump ${index}`)).join('\n');
  const { facts, notLookedAt } = scan(dump);
  expect(facts).toHaveLength(1000);
  expect(notLookedAt).toEqual([
    expect.objectContaining({ by: 'secrets/github-personal-access-token', reason: 'rule-timed-out', expected: false }),
  ]);
});

test('a deadline that has passed stops the scan of a large file, and says so', () => {
  const bytes = Buffer.alloc(3 * 1024 * 1024, 'a ');
  const { notLookedAt } = session.extract({ path: 'big', size: bytes.length, bytes }, 0);
  expect(notLookedAt).toEqual([expect.objectContaining({ path: 'big', by: 'secrets', reason: 'timed-out' })]);
});

test('control characters of the scanned text do not reach the terminal', () => {
  const claim = only(
    scan('https://a\u001b[2J\u202eb:Tr0ub4dor3@ci.acme.dev/ server=a;\u001b]0;x;password=Tr0ub4dor&3\n').claims,
  );
  // oxlint-disable-next-line no-control-regex -- the test is about them
  expect(JSON.stringify(claim)).not.toMatch(/[\u0000-\u001f\u202e]|\\u001b/);
});

const judged = (password: string) =>
  scan(`postgres://app:${password}@db.acme.dev/shop`).claims.map(({ rule, confidence }) => [rule, confidence]);

test('a password that has a placeholder’s word in it is found, and one that is hardly more than the word is not', () => {
  expect(judged('Kx9MyAdmin91xQz')).toEqual([['secrets/database-url-password', 'likely']]);
  expect(judged('Zr8Compass44vTq')).toEqual([['secrets/database-url-password', 'likely']]);
  expect(judged('shop_password_2024')).toEqual([['secrets/database-url-password', 'possible']]);
  expect(judged('Kx9ExampleQz81!')).toEqual([['secrets/database-url-password', 'possible']]);
  for (const word of [
    'password',
    'MyPassword1',
    'admin',
    'changeme123',
    'your-password-here',
    '$PASSWORD',
    '$dbPassword',
  ])
    expect(judged(word), word).toEqual([]);
});

test('a host is read whole before it is taken for one of documentation, and says nothing of a valid checksum', () => {
  const label = 'a'.repeat(52);
  expect(scan(urlOf(`${label}.example.com.acme.dev`)).claims).toHaveLength(1);
  expect(scan(urlOf(`${label}.${label}.example.com`)).claims).toEqual([]);
  const valid = scan(`//registry.example.com/:_authToken=${npm}`, '.npmrc').claims;
  expect(only(valid)).toMatchObject({ confidence: 'certain' });
});

test('facts are JSON, and the same bytes give the same facts', () => {
  const text = `x = '${ghp}'`;
  expect(JSON.parse(JSON.stringify(scan(text).facts))).toEqual(scan(text).facts);
});

test('damaged assets are refused by name', () => {
  expect(() =>
    analyzer.open(new Map([...assets, ['secrets.image', new Uint8Array(100)]]), { projectKey: key }),
  ).toThrow('rule image');
  expect(() => analyzer.open(new Map(), { projectKey: key })).toThrow('secrets.image');
});

function tokenOf(claims: object, header: object = { alg: 'RS256', typ: 'JWT' }): string {
  const [head, body] = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${head}.${body}.${fillExample('{{random:base64url:86}}', 'signature')}`;
}

test('[3:secrets-jwt] a JWT is decoded: what it says of its issuer and its end is told, and nothing of the person', () => {
  const person = { sub: 'maria.keller@acme.dev', name: 'Maria Keller' };
  const claim = only(
    scan(`token = "${tokenOf({ iss: 'https://login.acme.dev', exp: 1_893_456_000, ...person })}"`).claims,
  );
  expect(claim).toMatchObject({
    rule: 'secrets/json-web-token',
    confidence: 'certain',
    attributes: { algorithm: 'RS256', issuer: 'https://login.acme.dev', expires: '2030-01-01T00:00:00.000Z' },
  });
  expect(JSON.stringify(claim)).not.toMatch(/maria|keller/i);
});

test('[3:secrets-jwt] an expired JWT is ranked lower, by the clock of the conclusion and not of the facts', () => {
  const text = `token = "${tokenOf({ iss: 'acme', exp: 1_893_456_000 })}"`;
  const { facts } = session.extract({ path: 'a', size: text.length, bytes: Buffer.from(text) }, Infinity);
  const at = (date: string) => session.conclude([{ path: 'a', facts: facts! }], Date.parse(date));
  expect(at('2029-12-31')).toMatchObject({ claims: [{ confidence: 'certain' }], until: 1_893_456_000_000 });
  const later = at('2030-01-02');
  expect(later).toMatchObject({ claims: [{ confidence: 'possible', attributes: { expired: true } }] });
  expect(later.claims[0]!.message).toContain('it expired on 2030-01-01');
  expect(later.until).toBeUndefined();
});

test('[3:secrets-jwt] a JWT that anybody may have is none: unsigned, or made for browsers', () => {
  const rules = (token: string) => scan(`const key = '${token}';`).claims.map(({ rule }) => rule);
  expect(rules(tokenOf({ iss: 'acme' }, { alg: 'none' }))).not.toContain('secrets/json-web-token');
  expect(rules(tokenOf({ iss: 'supabase', role: 'anon', exp: 1_893_456_000 }))).not.toContain('secrets/json-web-token');
  expect(
    only(scan(`const key = '${tokenOf({ iss: 'supabase', role: 'service_role' })}';`).claims).attributes,
  ).toMatchObject({
    role: 'service_role',
  });
});
