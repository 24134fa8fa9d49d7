import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fillExample } from '#observe/secrets';
import { scanAndDecide } from '../scan.ts';

let root = '';
const key = fillExample('acme_{{random:base62:24}}', 'own rules');
const rule = `version: 1
id: secrets/acme-key
title: Acme key
finds: A key of the Acme warehouse.
why: Whoever holds it empties the warehouse.
severity: high
provider: Acme
references: [https://example.org/keys]
match: { token: 'acme_[A-Za-z0-9]{24}' }
fix: Revoke it in the warehouse, under Keys.
examples: { bad: ["'acme_{{random:base62:24}}'"], good: ["'acme_'"] }
`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(...words: string[]): void {
  execFileSync('git', ['-C', root, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words]);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'selvedge-own-'));
  vi.stubEnv('SELVEDGE_DATA_HOME', join(root, '..', 'data-own-rules'));
  vi.stubEnv('SELVEDGE_CACHE_HOME', mkdtempSync(join(tmpdir(), 'selvedge-own-cache-')));
  git('init', '-q', '-b', 'main');
  write('src/pay.ts', `const key = '${key}';\n`);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

async function rulesFound(source: Parameters<typeof scanAndDecide>[0]['source'], threads = 0): Promise<string[]> {
  const report = await scanAndDecide({ path: root, source, threads });
  return report.findings.map((finding) => `${finding.rule} ${finding.location.path}`).sort();
}

describe('[3:secrets-own-rules] rules of a project', () => {
  test('run in this thread and in workers, and over what is staged', async () => {
    write('.selvedge/rules/acme-key.yaml', rule);
    git('add', '-A');
    const found = ['secrets/acme-key src/pay.ts'];
    expect(await rulesFound({ kind: 'working-tree' })).toEqual(found);
    expect(await rulesFound({ kind: 'working-tree' }, 2)).toEqual(found);
    expect(await rulesFound({ kind: 'staged' })).toEqual(found);
  });

  test('are part of what a cached answer is an answer to', async () => {
    expect(await rulesFound({ kind: 'working-tree' })).toEqual([]);
    write('.selvedge/rules/acme-key.yaml', rule);
    expect(await rulesFound({ kind: 'working-tree' })).toEqual(['secrets/acme-key src/pay.ts']);
    rmSync(join(root, '.selvedge'), { recursive: true });
    expect(await rulesFound({ kind: 'working-tree' })).toEqual([]);
  });

  test('are those of the target branch from merge on, and a change to one is a finding', async () => {
    write('.selvedge/rules/acme-key.yaml', rule);
    write('src/pay.ts', 'const key = read();\n');
    git('add', '-A');
    git('commit', '-qm', 'a rule');
    git('checkout', '-qb', 'leak');
    write('.selvedge/rules/acme-key.yaml', rule.replace('acme_[A-Za-z0-9]{24}', 'never_[A-Za-z0-9]{24}'));
    write('src/pay.ts', `const key = '${key}';\n`);
    git('commit', '-qam', 'a leak');
    expect(await rulesFound({ kind: 'since', revision: 'main' })).toEqual([
      'project/declaration-changed .selvedge/rules/acme-key.yaml',
      'secrets/acme-key src/pay.ts',
    ]);
  });

  test('a change to a gitleaks configuration that another extends, before it or after it, is a finding from merge on', async () => {
    const base = "[[rules]]\nid = \"acme\"\nregex = '''acme_[A-Za-z0-9]{24}'''\n";
    const hides = `${base}[[allowlists]]\npaths = ['''.*''']\n`;
    write('.gitleaks.toml', '[extend]\npath = "config/base.toml"\n');
    write('config/base.toml', '[extend]\npath = "deepest.toml"\n');
    write('config/deepest.toml', base);
    write('src/pay.ts', 'const key = read();\n');
    git('add', '-A');
    git('commit', '-qm', 'rules');
    git('checkout', '-qb', 'leak');
    write('config/deepest.toml', hides);
    write('src/pay.ts', `const key = '${key}';\n`);
    git('commit', '-qam', 'a leak');
    const leak = 'secrets/gitleaks-acme src/pay.ts';
    expect(await rulesFound({ kind: 'since', revision: 'main' })).toEqual([
      'project/declaration-changed config/deepest.toml',
      leak,
    ]);
    // Looked for before the one beside it.
    git('checkout', '-q', 'main', '--', 'config');
    write('deepest.toml', hides);
    git('add', '-A');
    git('commit', '-qm', 'another');
    expect(await rulesFound({ kind: 'since', revision: 'main' })).toEqual([
      'project/declaration-changed deepest.toml',
      leak,
    ]);
    // What cannot be read is a change too.
    write('config/base.toml', 'not = toml = at all\n');
    git('rm', '-q', 'config/deepest.toml');
    git('commit', '-qam', 'broken');
    expect((await rulesFound({ kind: 'since', revision: 'main' })).slice(0, 2)).toEqual([
      'project/declaration-changed config/base.toml',
      'project/declaration-changed config/deepest.toml',
    ]);
  });

  test('a change to the gitleaks configuration that is named, or to what it extends, is a finding from merge on', async () => {
    write('ci/leaks.toml', '[extend]\npath = "base.toml"\n');
    write('ci/base.toml', '');
    git('add', '-A');
    git('commit', '-qm', 'rules');
    git('checkout', '-qb', 'change');
    write('ci/leaks.toml', '[extend]\npath = "base.toml"\n# changed\n');
    write('ci/base.toml', '# changed\n');
    git('commit', '-qam', 'a change');
    const changes = async (gitleaksConfig?: string): Promise<string[]> => {
      const named = gitleaksConfig === undefined ? {} : { gitleaksConfig };
      const source = { kind: 'since', revision: 'main' } as const;
      const { findings } = await scanAndDecide({ path: root, source, threads: 0, ...named });
      return findings.filter(({ rule }) => rule.startsWith('project/')).map(({ location }) => location.path);
    };
    expect(await changes(join(root, 'ci/leaks.toml'))).toEqual(['ci/base.toml', 'ci/leaks.toml']);
    expect(await changes()).toEqual([]);
    const outside = join(mkdtempSync(join(tmpdir(), 'selvedge-own-config-')), 'leaks.toml');
    writeFileSync(outside, '[extend]\npath = "ci/base.toml"\n');
    expect(await changes(outside)).toEqual(['ci/base.toml']);
    git('rm', '-q', 'ci/leaks.toml');
    git('commit', '-qm', 'gone');
    expect(await changes(join(root, 'ci/leaks.toml'))).toEqual(['ci/base.toml', 'ci/leaks.toml']);
  });
});

async function everythingSaid(): Promise<string> {
  const report = await scanAndDecide({ path: root, source: { kind: 'working-tree' }, threads: 0, cache: false });
  expect(report.findings.length).toBeGreaterThan(0);
  expect(report.findings.every(({ context }) => (context?.lines.length ?? 0) > 0)).toBe(true);
  return JSON.stringify(report);
}

describe('[2:secrets-redaction] what a project’s rules take is shown nowhere, whichever group took it', () => {
  const password = fillExample('{{random:lowernum:12}}', 'group').replaceAll(/[0-9]/g, 'q');
  const allowed = fillExample('{{random:lowernum:12}}', 'allowed').replaceAll(/[0-9]/g, 'q');

  test.each([
    ['the first that took something', ''],
    ['the one that is named', 'secretGroup = 1\n'],
  ])('a gitleaks rule: %s is the secret', async (_, more) => {
    const regex = `regex = '''corp_login\\s*=\\s*"([a-z]+)/([^"]{8,})"'''`;
    const allow = `[[rules.allowlists]]\nregexTarget = "match"\nregexes = ["${allowed}"]\n`;
    write('.gitleaks.toml', `[[rules]]\nid = "corp"\n${regex}\n${more}${allow}`);
    write('src/pay.ts', `corp_login = "admin/${password}"\n// corp_login = "other/${allowed}"\n`);
    const said = await everythingSaid();
    expect(said).not.toContain(password);
    expect(said).not.toContain(allowed);
    expect(said).toContain('corp_login = ');
  });

  test('a gitleaks rule, where nothing names the value: what is around it tells it apart', async () => {
    write('.gitleaks.toml', `[[rules]]\nid = "corp"\nregex = '''corp:([a-z]+)/([^"\\s]{8,})'''\n`);
    write('src/pay.ts', `corp:admin/${password}\n`);
    expect(await everythingSaid()).not.toContain(password);
    const encoded = Buffer.from(`corp:admin/${password} and more of it`).toString('base64');
    write('src/pay.ts', `x ${encoded}\n`);
    const said = await everythingSaid();
    expect(said).not.toContain(password);
    expect(said).not.toContain(encoded);
  });

  test('a gitleaks rule without groups: all of what matches', async () => {
    write(
      '.gitleaks.toml',
      `[[rules]]\nid = "corp"\nregex = '''corp-[a-z]{12}'''\nentropy = 3.9\n[[rules]]\nid = "b"\nregex = '''bb-[0-9]{8}'''\n`,
    );
    write('src/pay.ts', 'bb-12345678\ncorp-aaaaaaaaaaaa\n');
    expect(await everythingSaid()).not.toContain('corp-aaaa');
  });

  test('a rule of ours: every named group but the name and what policies may read', async () => {
    const match = `match:\n  pattern: 'corp_login = "(?<user>[a-z]+)/(?<pin>[^"]{8,})/(?<secret>[a-z]{6,})"'\n  attributes: [user]`;
    write(
      '.selvedge/rules/acme-key.yaml',
      rule
        .replace(/match: .*/, () => match)
        .replace(
          /examples: .*/,
          () => `examples: { bad: ['corp_login = "ada/qwertyuiop/trustme"'], good: ["'acme_'"] }`,
        ),
    );
    write('src/pay.ts', `corp_login = "admin/${password}/hushhush"\n`);
    const said = await everythingSaid();
    expect(said).not.toContain(password);
    expect(said).not.toContain('hushhush');
    expect(said).toContain('admin');
  });
});
