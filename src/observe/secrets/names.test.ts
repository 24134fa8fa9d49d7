import { expect, test } from 'vitest';
import { fillExample } from './index.ts';
import { scannerOf, only } from './testing.ts';

const scan = scannerOf('the key of this project');
const ghp = fillExample('{{ghp}}', 'analyzer test');
const npm = fillExample('{{npm}}', 'analyzer test');

test.each([
  [`m("${ghp}", "${npm}")`, undefined],
  [`const tokens = {"${ghp}": "${npm}"};`, undefined],
  [`login ${ghp}=https://bob:Tr0ub4dor3@ci.acme.dev/job`, '••••'],
  [`https://${ghp}:Tr0ub4dor3@ci.acme.dev/job`, '••••'],
  [fillExample(`{"{{random:base62:40}}": "${npm}"}`, 'no rule knows it'), undefined],
  [`connect("Tr0ub4dor3", "${npm}")`, undefined],
  [fillExample(`login fm2_{{random:base62:300}}/{{random:base62:14}}=${npm}`, 'cut off by a slash'), undefined],
])('a secret that stands where a name would is not taken for one: %# [2:secrets-redaction]', (text, symbol) => {
  const { facts, claims } = scan(text);
  expect(claims.length).toBeGreaterThan(0);
  for (const token of text.match(/[A-Za-z0-9_]{36,}|Tr0ub4dor3|(?<=\/)[A-Za-z0-9]{14}(?==)/g) ?? []) {
    for (let at = 4; at + 6 <= token.length; at += 1) {
      expect(JSON.stringify(facts)).not.toContain(token.slice(at, at + 6));
      expect(JSON.stringify(claims)).not.toContain(token.slice(at, at + 6));
    }
  }
  const symbols = claims.flatMap(({ locus }) =>
    locus.kind === 'secret' && locus.symbol !== undefined ? [locus.symbol] : [],
  );
  if (symbol !== undefined) expect(symbols.join()).toContain(symbol);
});

test.each([
  [`setToken(${'x'.repeat(3)}, "${npm}")`, 'xxx'],
  [`NPM_TOKEN=${npm}`, 'NPM_TOKEN'],
  [`{"registry.token": "${npm}"}`, 'registry.token'],
  [`spring.datasource.hikari.dataSourceProperties.npmToken: ${npm}`, 'dataSourceProperties.npmToken'],
  [`größe = 1; export NPM_TOKEN="${npm}"`, 'NPM_TOKEN'],
])('a name is still a name: %s', (text, name) => {
  expect(only(scan(text).claims).message).toContain(`${name};`);
});
