import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Claim } from '#ground/model';
import { assetPath } from '#ground/places';
import { analyzer, fillExample } from '../index.ts';
import { readModel } from './model.ts';

const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const session = analyzer.open(assets, { projectKey: 'key' });

function claimsIn(path: string, text: string): readonly Claim[] {
  const bytes = Buffer.from(text);
  const { facts } = session.extract({ path, size: bytes.length, bytes }, Infinity);
  return facts === undefined ? [] : session.conclude([{ path, facts }]).claims;
}

const filled = (text: string) => fillExample(text, 'score test');
/** Chosen by nobody: no live-looking password may stand here. */
const chosen = filled('Harvest{{random:digits:4}}Spring!');
const random = filled('{{random:base62:32}}');

test.each([
  ['.env', `DB_PASSWORD=${chosen}`],
  ['.env', `export API_TOKEN="${random}"`],
  ['config/database.yml', `production:\n  db_password: ${chosen}\n`],
  ['deploy/values.yaml', `env:\n  - name: DB_PASSWORD\n    value: "${chosen}"\n`],
  ['Cargo.toml', `api_token = "${random}"`],
  ['my.ini', `[smtp]\npassword = ${chosen}\n`],
  ['application.properties', `spring.datasource.password=${chosen}`],
  ['task.json', `{ "name": "DB_PASSWORD", "value": "${chosen}" }`],
  ['web.config', `<add key="DbPassword" value="${chosen}" />`],
  ['server.xml', `<pool><dbPassword>${chosen}</dbPassword></pool>`],
  ['Dockerfile', `ENV DB_PASSWORD ${chosen}`],
  ['Dockerfile', `ARG API_KEY=${random}`],
  ['main.tf', `variable "db_password" {\n  type    = string\n  default = "${chosen}"\n}`],
  ['src/Mail.java', `mailer.setPassword("${chosen}");`],
  ['src/S3.java', `new BasicAWSCredentials(id, "${random}")`],
  ['src/fetch.ts', `fetch('https://api.acme.dev/orders?api_key=${random}&limit=1')`],
  ['call.sh', `curl -H 'Authorization: Bearer ${random}' https://api.acme.dev`],
  ['call.sh', `curl -H "X-Api-Key: ${random}" https://api.acme.dev`],
  ['call.sh', filled(`curl -H 'Authorization: Basic {{basic}}' https://api.acme.dev`)],
  ['call.sh', `curl -u deploy:${chosen} https://ci.acme.dev`],
  ['backup.sh', `mysqldump -u shop -p${chosen} shop`],
  ['backup.sh', `backup --password ${chosen} --all`],
  ['users.sql', `CREATE USER 'shop' IDENTIFIED BY '${chosen}';`],
  ['users.sql', `ALTER ROLE shop WITH PASSWORD '${chosen}';`],
  ['src/db.go', `dsn := "user=shop&password=${chosen}&tls=true"`],
  ['src/db.py', `connect(host='db', user='shop', password='${chosen}')`],
  ['src/db.rb', `password: '${chosen}',`],
  ['src/db.cs', `var dbPassword = "${chosen}";`],
  ['src/db.php', `define('DB_PASSWORD', '${chosen}');`],
  ['src/db.kt', `val dbPassword: String = "${chosen}"`],
  ['src/db.rs', `const DB_PASSWORD: &str = "${chosen}";`],
])(
  '[3:secrets-generic] a secret is found wherever it stands, so surely that a gate can rely on it: %s %#',
  (path, text) => {
    const claims = claimsIn(path, text);
    expect(claims).toHaveLength(1);
    // Some of these are known to a rule of their own, which may be certain.
    expect(['likely', 'certain']).toContain(claims[0]?.confidence);
  },
);

test.each([
  ['src/db.ts', 'password: process.env.DB_PASSWORD'],
  ['src/form.ts', "const passwordField = 'password'"],
  ['locales/fr.json', '"Password": "Mot de passe", "password": "Passwort"'],
  ['src/form.tsx', '<label className="password-label" htmlFor="password">Password</label>'],
  ['style.css', '.password-input:focus { color: red } .token { content: "secret-token" }'],
  ['src/i18n.ts', "t('auth.password.reset.title'); const tokenKey = 'auth.session.token.expired';"],
  ['package-lock.json', filled('"integrity": "sha512-{{random:base64:86}}=="')],
  ['deploy.json', filled('"tokenCommit": "{{random:hex:40}}", "secretId": "{{uuid}}"')],
  ['src/keys.ts', filled("const publicKey = '{{random:base64:43}}=';")],
  ['src/auth.ts', "const tokenType = 'urn:ietf:params:oauth:token-type:access_token';"],
  ['src/auth.ts', "const password = await prompt('password'); const token = next(stream);"],
  ['tests/auth.test.ts', "login({ user: 'foo', password: 'foo' }); login({ password: 'test123' });"],
  ['values.yaml', 'existingSecret: shop-postgres-credentials\npasswordKey: postgres-password-1\n'],
  ['app.yml', 'password: ENC[AES256_GCM,data:b0Zx2f9K,iv:1x9f]\nsecret: "{cipher}AQB2f9Kx81"\n'],
  ['db.sql', filled("INSERT INTO users (password) VALUES ('$2b$12${{random:base62:53}}');")],
  ['src/url.go', 'proxy_pass http://localhost:3000;'],
])('[3:secrets-generic] what is no secret says nothing: %s %s', (path, text) => {
  expect(claimsIn(path, text)).toEqual([]);
});

test('[3:secrets-generic] the same value counts for less in a test, in documentation, in a lock file and in a translation', () => {
  const percentIn = (path: string) => Number(claimsIn(path, `db_password: "${chosen}"`)[0]?.attributes['score'] ?? 0);
  const usual = percentIn('config/app.yml');
  for (const path of ['tests/app.yml', 'locales/de.yml', 'pnpm-lock.yaml']) expect(percentIn(path)).toBeLessThan(usual);
  expect(claimsIn('docs/app.yml', `db_password: "${chosen}"`)[0]?.confidence).toBe('possible');
});

test('[3:secrets-score-explained] a score says what counted, and nothing of the value', () => {
  const claim = claimsIn('config/app.yml', `db_password: "${random}"`)[0];
  expect(claim?.attributes['scored']).toMatch(
    /^scored 0\.\d\d: .*looks random \(\d+\.\d bits a character, words have \d\.\d\)/,
  );
  expect(claim?.attributes['scored']).toContain('assigned to `db_password`');
  expect(claim?.attributes['scored']).toContain('in a configuration file');
  expect(claim?.attributes['scored']).toContain('no placeholder');
  for (let from = 0; from + 5 <= random.length; from += 1)
    expect(JSON.stringify(claim?.attributes)).not.toContain(random.slice(from, from + 5));
});

test('[3:secrets-score-explained] what speaks against a secret is told as well', () => {
  const claim = claimsIn('tests/app.yml', filled('db_password: "{{random:base62:40}}"'))[0];
  expect(claim?.attributes['scored']).toContain('in a test (speaks against it)');
});

test('a value of any characters and length is scored without failing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (value) => {
      for (const { attributes } of claimsIn('.env', `password="${value}"\nAPI_KEY=${value}\n`))
        expect(attributes['score'] ?? 50).toBeLessThanOrEqual(99);
    }),
  );
});

test('a damaged model is refused by name', () => {
  const file = JSON.parse(readFileSync(assetPath('secrets.model'), 'utf8')) as { letters: string[] };
  expect(() => readModel(Buffer.from('{'))).toThrow('model of generic secrets');
  expect(() => readModel(Buffer.from(JSON.stringify({ ...file, letters: file.letters.slice(1) })))).toThrow(
    'model of generic secrets',
  );
  expect(() => readModel(Buffer.from(JSON.stringify({ ...file, features: {} })))).toThrow('other features');
});
