import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FileFormatError } from '#ground/formats';
import { assetPath } from '#ground/places';
import { analyzer, compileOwnRules, fillExample } from '../../index.ts';

const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const builtin = new Set(
  Object.keys(JSON.parse(readFileSync(assetPath('rules.json'), 'utf8')) as Record<string, unknown>),
);
const path = '.gitleaks.toml';

async function compiled(...texts: readonly string[]): ReturnType<typeof compileOwnRules> {
  const configs = texts.map((text, at) => ({ path: at === 0 ? path : `base${at}.toml`, text }));
  return compileOwnRules({ rules: [], changes: {}, gitleaks: { configs }, builtin });
}

/** `RULE:LINE` of everything that is found, the team's ids for the team's rules. */
async function found(config: string | readonly string[], text: string, file = 'src/pay.py'): Promise<string[]> {
  const own = await compiled(...(typeof config === 'string' ? [config] : config));
  const session = analyzer.open(assets, { projectKey: 'test', own: own.settings });
  const bytes = Buffer.from(text);
  const { facts } = session.extract({ path: file, size: bytes.length, bytes }, performance.now() + 10_000);
  const claims = facts === undefined ? [] : session.conclude([{ path: file, facts }]).claims;
  return claims.map((claim) => `${String(claim.attributes['gitleaks'] ?? claim.rule)}:${claim.location.startLine}`);
}

const acme = `
[[rules]]
id = "acme"
description = "Acme key"
regex = '''acme_([a-z0-9]{24})\\b'''
keywords = ["acme_"]
`;
const key = fillExample('{{random:lowernum:24}}', 'gitleaks');
const other = fillExample('{{random:lowernum:24}}', 'another');

describe('[3:gitleaks-toml] a team’s gitleaks configuration', () => {
  test('finds what its rules say, and takes the first group for the secret', async () => {
    const own = await compiled(acme);
    const session = analyzer.open(assets, { projectKey: 'test', own: own.settings });
    const bytes = Buffer.from(`x = 1\nkey = "acme_${key}"\n`);
    const { facts } = session.extract({ path: 'a.py', size: bytes.length, bytes }, Infinity);
    const [claim] = session.conclude([{ path: 'a.py', facts: facts! }]).claims;
    expect(claim).toMatchObject({
      rule: 'secrets/gitleaks-acme',
      severity: 'high',
      message: 'Acme key',
      location: { startLine: 2, startColumn: 13, endColumn: 37 },
      attributes: { gitleaks: 'acme', gitleaksLine: 2 },
    });
    expect(JSON.stringify(claim)).not.toContain(key);
    expect(own.docs.map(({ id, title }) => [id, title])).toEqual([['secrets/gitleaks-acme', 'Acme key']]);
  });

  test('keys are understood in any case, and a text for a list', async () => {
    const config =
      '[[Rules]]\nID = "a"\nRegex = "acme_(x|[a-z0-9]{24})"\nSecretGroup = "1"\nKeywords = "acme_,other"\n';
    expect(await found(config, `acme_${key}`)).toEqual(['a:1']);
  });

  test('a keyword must be in the text, in any case', async () => {
    const config = '[[rules]]\nid = "hex"\nregex = "[a-z0-9]{24}"\nkeywords = ["WareHouse"]\n';
    expect(await found(config, `key = ${key}`)).toEqual([]);
    expect(await found(config, `key = ${key}\n# warehouse`)).toEqual(['hex:1']);
    // The Kelvin sign is k, and İ is i, in lower case.
    expect(await found(config.replace('WareHouse', 'kiosk'), `key = ${key}\n# \u{212a}\u{130}oS\u{212a}`)).toEqual([
      'hex:1',
    ]);
  });

  test('a rule without keyword and without anything rare runs over everything', async () => {
    expect(await found('[[rules]]\nid = "any"\nregex = "[a-z0-9]{24}"\n', `=${key}=`)).toEqual(['any:1']);
  });

  test('what has too little entropy is no secret; entropy must be larger than the least', async () => {
    const config = '[[rules]]\nid = "e"\nregex = "id_([a-z]{8})"\nentropy = 2\n';
    expect(await found(config, 'id_aabbccdd id_abcdefgh')).toEqual(['e:1']);
  });

  test.each([
    ['a stopword', `stopwords = ["${key.slice(4, 10).toUpperCase()}"]`],
    ['an expression over the secret', `regexes = ['''^${key.slice(0, 5)}''']`],
    ['an expression over the match', `regexTarget = "match"\nregexes = ['''^acme_${key.slice(0, 5)}''']`],
    ['an expression over the line', `regexTarget = "line"\nregexes = ['''# not a key''']`],
    ['a path', `paths = ['''(^|/)pay\\.py$''']`],
    ['all checks of one', `condition = "AND"\npaths = ['''pay''']\nstopwords = ["${key.slice(3, 9)}"]`],
  ])('allows by %s', async (_, allowlist) => {
    const text = `key = "acme_${key}" # not a key\n`;
    expect(await found(`${acme}\n[[rules.allowlists]]\n${allowlist}\n`, text)).toEqual([]);
    expect(await found(`${acme}\n[rules.allowlist]\n${allowlist}\n`, text)).toEqual([]);
    expect(await found(`${acme}\n[allowlist]\n${allowlist}\n`, text)).toEqual([]);
    expect(await found(`${acme}\n[[allowlists]]\ntargetRules = ["acme"]\n${allowlist}\n`, text)).toEqual([]);
  });

  test.each([
    ['one check of an AND that fails', 'condition = "AND"\npaths = ["nowhere"]\nstopwords = ["a"]'],
    ['a commit, in a working tree', `commits = ["${'a'.repeat(40)}"]`],
    ['an expression over the secret that only the match has', "regexes = ['''^acme_''']"],
  ])('does not allow by %s', async (_, allowlist) => {
    expect(await found(`${acme}\n[[rules.allowlists]]\n${allowlist}\n`, `acme_${key}`)).toEqual(['acme:1']);
  });

  test('a rule’s path limits it, and a path alone is a finding', async () => {
    expect(await found(`${acme}path = '''\\.env$'''\n`, `acme_${key}`)).toEqual([]);
    expect(await found(`${acme}path = '''\\.env$'''\n`, `acme_${key}`, 'a/.env')).toEqual(['acme:1']);
    const own = await compiled("[[rules]]\nid = \"p12\"\npath = '''\\.p12$'''\n");
    const session = analyzer.open(assets, { projectKey: 'test', own: own.settings });
    const { facts } = session.extractNamed!({ path: 'certs/a.p12', size: 10 });
    expect(session.conclude([{ path: 'certs/a.p12', facts: facts! }]).claims).toMatchObject([
      { rule: 'secrets/gitleaks-p12', location: { path: 'certs/a.p12', startLine: 1 } },
    ]);
  });

  test('a rule that requires others is found beside them alone', async () => {
    const config = `${acme}[[rules.required]]\nid = "host"\nwithinLines = 1\n\n[[rules]]\nid = "host"\nregex = "acme\\\\.example"\nskipReport = true\n`;
    expect(await found(config, `acme_${key}\nat acme.example\n`)).toEqual(['acme:1']);
    expect(await found(config, `acme_${key}\n\n\nat acme.example\n`)).toEqual([]);
    const columns = config.replace('withinLines = 1', 'withinColumns = 3');
    expect(await found(columns, `  acme_${key}\n at acme.example\n`)).toEqual(['acme:1']);
    expect(await found(columns, `${' '.repeat(30)}acme_${key}\n\n\nat acme.example\n`)).toEqual([]);
  });

  test('a rule that calls itself generic gives way to another that has its secret', async () => {
    const config = `${acme}\n[[rules]]\nid = "generic-thing"\nregex = "[a-z0-9]{24}"\n`;
    expect(await found(config, `acme_${key}\n${other}\n`)).toEqual(['acme:1', 'generic-thing:2']);
  });

  test('goes over what it extends, rule by rule', async () => {
    const base = `${acme}\n[[rules]]\nid = "hex"\nregex = "[a-z0-9]{24}"\nkeywords = ["warehouse"]\n`;
    const over = `[extend]\npath = "base1.toml"\ndisabledRules = ["hex"]\n[[rules]]\nid = "acme"\n[[rules.allowlists]]\nstopwords = ["${key.slice(2, 8)}"]\n`;
    const text = `acme_${key}\nacme_${other}\nwarehouse\n`;
    expect(await found([over, base], text)).toEqual(['acme:2']);
  });

  test('with useDefault our rules stand in the place of gitleaks’s: disabledRules and targetRules are said of them', async () => {
    const text = fillExample('first; {{ghp}}\n', 'default');
    expect(await found('[extend]\nuseDefault = true\n', text)).toEqual(['secrets/github-personal-access-token:1']);
    expect(await found('[extend]\nuseDefault = true\ndisabledRules = ["github-pat"]\n', text)).toEqual([]);
    const targeted =
      '[extend]\nuseDefault = true\n[[allowlists]]\ntargetRules = ["github-pat"]\nregexTarget = "line"\nregexes = ["^first"]\n';
    expect(await found(targeted, text)).toEqual([]);
    expect(await found(targeted, text.replace('first', 'other'))).toEqual(['secrets/github-personal-access-token:1']);
    const own = '[extend]\nuseDefault = true\n[[rules]]\nid = "github-pat"\n[rules.allowlist]\npaths = ["pay"]\n';
    expect(await found(own, text)).toEqual([]);
    expect(await found('[extend]\nuseDefault = true\n[allowlist]\npaths = ["pay"]\n', text)).toEqual([]);
  });

  test('what cannot be honoured is named', async () => {
    const { notLookedAt } = await compiled(
      '[extend]\nuseDefault = true\nurl = "https://example.org/x.toml"\ndisabledRules = ["github-pat", "nobody-knows", "beamer-api-token"]\n[[rules]]\nid = "slack-bot-token"\nentropy = 5\ncolour = "red"\n',
    );
    expect(notLookedAt.map(({ by, reason, detail, expected }) => [by, reason, detail, expected])).toEqual([
      ['secrets', 'missing-data', expect.stringContaining('a URL, which is not fetched'), false],
      ['secrets', 'missing-data', 'gitleaks knows no rules.colour', true],
      ['secrets', 'missing-data', 'it disables nobody-knows, and there is no such rule', true],
      ['secrets', 'missing-data', expect.stringContaining('it disables beamer-api-token, of which no rule here'), true],
      ['secrets', 'missing-data', expect.stringContaining('it changes entropy of slack-bot-token'), true],
      ['secrets/github-personal-access-token', 'excluded', expect.stringContaining('disabledRules'), true],
    ]);
  });

  test('a file that an allowlist takes out is named', async () => {
    const own = await compiled(`${acme}\n[allowlist]\npaths = ["^vendor/"]\n`);
    const session = analyzer.open(assets, { projectKey: 'test', own: own.settings });
    const bytes = Buffer.from(`acme_${key}`);
    expect(session.extract({ path: 'vendor/a.py', size: bytes.length, bytes }, Infinity)).toEqual({
      notLookedAt: [
        {
          path: 'vendor/a.py',
          by: 'secrets',
          reason: 'excluded',
          detail: 'an allowlist of the gitleaks configuration has its path',
          expected: true,
        },
      ],
    });
  });

  test.each([
    ['TOML that is none', '[[rules]]\nid = \n', 2, 'TOML 1.0'],
    [
      'an expression that Go refuses',
      `${acme}\n[[rules]]\nid = "b"\nregex = "(?=a)b"\n`,
      10,
      'a regular expression of Go',
    ],
    ['a path that Go refuses', '[[rules]]\nid = "b"\npath = "a**"\n', 3, 'a regular expression of Go'],
    [
      'an allowlist that checks nothing',
      `${acme}[[rules.allowlists]]\ncondition = "AND"\n`,
      2,
      'commits, paths, regexes or stopwords',
    ],
    ['a condition that is none', '[[allowlists]]\ncondition = "XOR"\npaths = ["a"]\n', 1, 'AND or OR'],
    ['a group that is not there', acme.replace('keywords', 'secretGroup = 2\nkeywords'), 6, 'a group that is there'],
    ['a rule that looks for nothing', '[[rules]]\nid = "nothing"\n', 1, 'one of them'],
    [
      'a required rule that is not there',
      `${acme}[[rules.required]]\nid = "nobody"\n`,
      2,
      'the id of a rule of this file',
    ],
    [
      'targetRules that are not there',
      `${acme}\n[[allowlists]]\ntargetRules = ["x"]\npaths = ["a"]\n`,
      8,
      'the id of a rule',
    ],
    ['path and useDefault together', '[extend]\npath = "a"\nuseDefault = true\n', 1, 'one of them'],
    ['a number that is none', '[[rules]]\nid = "a"\nregex = "a"\nentropy = "much"\n', 4, 'what gitleaks reads there'],
  ])('is refused with its line for %s', async (_, config, line, expected) => {
    const refusal = await compiled(config).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(FileFormatError);
    expect(refusal).toMatchObject({ file: path, line, expected: expect.stringContaining(expected) as string });
  });

  test('every rule of ours that gitleaks’s rules are said to be is there', async () => {
    const { knownGitleaksRules } = await import('./known-rules.ts');
    expect(Object.keys(knownGitleaksRules)).toHaveLength(222);
    expect(
      Object.values(knownGitleaksRules)
        .flat()
        .filter((id) => !builtin.has(id)),
    ).toEqual([]);
  });
});

describe('[3:user-patterns-bounded] a team’s expression', () => {
  test('that uses up its steps is named, and the others go on', { timeout: 120_000 }, async () => {
    const config = `${acme}\n[[rules]]\nid = "slow"\nregex = '''.{1000}y'''\n`;
    const own = await compiled(config);
    const session = analyzer.open(assets, { projectKey: 'test', own: own.settings });
    const bytes = Buffer.from(`${'x'.repeat(10_000_000)}\nacme_${key}\n`);
    const { facts, notLookedAt } = session.extract({ path: 'a.txt', size: bytes.length, bytes }, Infinity);
    expect(session.conclude([{ path: 'a.txt', facts: facts! }]).claims.map(({ rule }) => rule)).toEqual([
      'secrets/gitleaks-acme',
    ]);
    expect(notLookedAt).toEqual([
      expect.objectContaining({
        path: 'a.txt',
        by: 'secrets/gitleaks-slow',
        reason: 'rule-timed-out',
        expected: false,
      }),
    ]);
  });

  test('that is too large to run is named, and the others go on', async () => {
    const large = '(?:' + '[ab]c'.repeat(60) + '){1000}';
    const { notLookedAt } = await compiled(`${acme}\n[[rules]]\nid = "large"\nregex = "${large}"\n`);
    expect(notLookedAt).toEqual([
      expect.objectContaining({
        by: 'secrets/gitleaks-large',
        detail: expect.stringContaining('50000') as string,
        expected: false,
      }),
    ]);
    expect(await found(`${acme}\n[[rules]]\nid = "large"\nregex = "${large}"\n`, `acme_${key}`)).toEqual(['acme:1']);
  });

  test('when there is no time left, is named', async () => {
    const own = await compiled('[[rules]]\nid = "any"\nregex = "[a-z0-9]{24}"\n');
    const session = analyzer.open(assets, { projectKey: 'test', own: own.settings });
    const bytes = Buffer.from(`=${key}=`);
    const { notLookedAt } = session.extract({ path: 'a.txt', size: bytes.length, bytes }, performance.now() - 1);
    expect(notLookedAt?.map(({ by, reason }) => [by, reason])).toEqual([['secrets/gitleaks-any', 'rule-timed-out']]);
  });
});
