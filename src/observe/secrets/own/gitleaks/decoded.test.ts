import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Claim } from '#ground/model';
import { assetPath } from '#ground/places';
import { analyzer, compileOwnRules, fillExample } from '../../index.ts';

const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const builtin = new Set(
  Object.keys(JSON.parse(readFileSync(assetPath('rules.json'), 'utf8')) as Record<string, unknown>),
);

async function look(config: string, text: string): Promise<readonly Claim[]> {
  const gitleaks = { configs: [{ path: '.gitleaks.toml', text: config }] };
  const own = await compileOwnRules({ rules: [], changes: {}, gitleaks, builtin });
  const session = analyzer.open(assets, { projectKey: 'test', own: own.settings });
  const bytes = Buffer.from(text);
  const path = 'src/pay.yaml';
  const { facts } = session.extract({ path, size: bytes.length, bytes }, performance.now() + 10_000);
  return facts === undefined ? [] : session.conclude([{ path, facts }]).claims;
}

/** Rule, how it is encoded, and what the location covers. */
async function found(config: string, text: string): Promise<string[]> {
  const claims = await look(config, text);
  return claims.map(({ attributes, rule, location: { startLine, startColumn, endColumn } }) => {
    const covered = text.split('\n')[startLine - 1]!.slice(startColumn - 1, endColumn - 1);
    return [String(attributes['gitleaks'] ?? rule), attributes['decoded'] ?? 'clear', covered].join(' ');
  });
}

const key = fillExample('{{random:lowernum:24}}', 'decoded');
const acme = (more = ''): string =>
  `[[rules]]\nid = "acme"\nregex = '''acme_([a-z0-9]{24})\\b'''\nkeywords = ["acme_"]\n${more}`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

describe('[3:gitleaks-toml] a team’s gitleaks rules in what is encoded', () => {
  test('find it up to three layers deep, and tell where the encoded secret stands', async () => {
    const whole = base64(`acme_${key}`);
    // 5 bytes stand before the secret: it begins in the seventh digit.
    const secret = whole.slice(6).replace(/=+$/, '');
    expect(await found(acme(), `a: 1\nb: ${whole}\n`)).toEqual([`acme base64 ${secret}`]);
    expect(await found(acme(), `b: ${hex(`acme_${key}`)}\n`)).toEqual([`acme hex ${hex(key)}`]);
    expect(await found(acme(), `b: acme%5F${key}\n`)).toEqual([`acme url ${key}`]);
    const [deep] = await look(acme(), `b: ${base64(base64(hex(`acme_${key}`)))}\n`);
    expect(deep).toMatchObject({ attributes: { decoded: 'base64+base64+hex', gitleaks: 'acme', gitleaksLine: 1 } });
    expect(JSON.stringify(deep)).not.toContain(key);
  });

  test('see what stands around it on its line, as if it stood there decoded', async () => {
    const config = `[[rules]]\nid = "named"\nregex = '''warehouse_key\\s*=\\s*"([a-z0-9]{24})"'''\nkeywords = ["warehouse"]\n`;
    const [claim, ...others] = await found(config, `x\nwarehouse_key = "${base64(key)}"\n`);
    expect([claim, others]).toEqual([`named base64 ${base64(key)}`, []]);
    expect(await found(config, `warehouse_key = "${base64(base64(key))}"\n`)).toHaveLength(1);
    expect(await found(config, `other_key = "${base64(key)}"\n`)).toEqual([]);
  });

  test('have their keywords anywhere in the file, encoded or not', async () => {
    const config = '[[rules]]\nid = "hex"\nregex = "[a-z0-9]{24}"\nkeywords = ["warehouse"]\n';
    const encoded = base64(`-- ${key} --`);
    expect(await found(config, `# warehouse\nk: ${encoded}\n`)).toHaveLength(1);
    expect(await found(config, `k: ${base64(`warehouse: ${key} --`)}\n`)).toHaveLength(1);
    expect(await found(config, `k: ${encoded}\n`)).toEqual([]);
  });

  test('find once what stands in the clear in text that is encoded elsewhere', async () => {
    expect(await found(acme(), `https://a.example/?k=acme_${key}&b=%20%41\n`)).toEqual([`acme clear ${key}`]);
  });

  test.each([
    ['a stopword in the decoded secret', `stopwords = ["${key.slice(4, 10)}"]`],
    ['an expression over the decoded secret', `regexes = ['''^${key.slice(0, 5)}''']`],
    ['an expression over the decoded match', `regexTarget = "match"\nregexes = ['''^acme_${key.slice(0, 5)}''']`],
    ['an expression over the line as decoded', `regexTarget = "line"\nregexes = ['''k: acme_[a-z0-9]+ # old''']`],
  ])('are allowed by %s', async (_, allowlist) => {
    const text = `k: ${base64(`acme_${key}`)} # old\n`;
    expect(await found(acme(), text)).toHaveLength(1);
    expect(await found(`${acme()}[[rules.allowlists]]\n${allowlist}\n`, text)).toEqual([]);
    expect(await found(`${acme()}[[allowlists]]\n${allowlist}\n`, text)).toEqual([]);
  });

  test('leave to allowlists what our own rules find there', async () => {
    const text = `k: ${base64(fillExample('first {{ghp}}', 'default'))}\n`;
    const config = '[extend]\nuseDefault = true\n';
    expect(await found(config, text)).toHaveLength(1);
    expect(await found(`${config}[allowlist]\nregexTarget = "line"\nregexes = ["k: first"]\n`, text)).toEqual([]);
    expect(await found(`${config}[allowlist]\npaths = ["pay"]\n`, text)).toEqual([]);
  });

  test('require others there too', async () => {
    const config = `${acme('[[rules.required]]\nid = "host"\nwithinLines = 1\n')}\n[[rules]]\nid = "host"\nregex = "acme[.]example"\nskipReport = true\n`;
    const host = base64('https://acme.example/');
    expect(await found(config, `k: ${base64(`acme_${key}`)}\nh: ${host}\n`)).toHaveLength(1);
    expect(await found(config, `k: ${base64(`acme_${key}`)}\n\n\nh: ${host}\n`)).toEqual([]);
  });

  test('say when there is more of it than is looked at', async () => {
    const own = await compileOwnRules({
      rules: [],
      changes: {},
      gitleaks: { configs: [{ path: '.gitleaks.toml', text: acme() }] },
      builtin,
    });
    const session = analyzer.open(assets, { projectKey: 'test', own: own.settings });
    const bytes = Buffer.from(`k: "${base64('a text that is encoded')}"\n`.repeat(5000));
    const { notLookedAt } = session.extract({ path: 'a.yaml', size: bytes.length, bytes }, Infinity);
    expect(notLookedAt?.map(({ reason, detail }) => [reason, detail])).toEqual([
      ['too-large', 'more is encoded than the rules of the gitleaks configuration were run over'],
    ]);
  });
});
