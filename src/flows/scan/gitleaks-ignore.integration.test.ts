import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fillExample } from '#observe/secrets';
import { scanAndDecide } from '../scan.ts';
import { readIgnore } from './gitleaks-ignore.ts';

let root = '';
const key = fillExample('{{random:lowernum:24}}', 'first');
const other = fillExample('{{random:lowernum:24}}', 'second');
const ghp = fillExample('{{ghp}}', 'third');
const config = `[[rules]]\nid = "acme"\nregex = '''acme_([a-z0-9]{24})'''\nkeywords = ["acme_"]\n`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(date: string, ...words: string[]): string {
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  return execFileSync('git', ['-C', root, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words], {
    env,
    encoding: 'utf8',
  });
}

const today = new Date().toISOString();
const longAgo = '2020-01-01T00:00:00Z';
const projectFile = 'version: 1\nid: prj_01890000-0000-7000-8000-000000000001\n';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'selvedge-ignore-'));
  vi.stubEnv('SELVEDGE_DATA_HOME', mkdtempSync(join(tmpdir(), 'selvedge-ignore-data-')));
  vi.stubEnv('SELVEDGE_CACHE_HOME', mkdtempSync(join(tmpdir(), 'selvedge-ignore-cache-')));
  git(today, 'init', '-q', '-b', 'main');
  write('.gitleaks.toml', config);
  write('src/pay.py', `a = 1\nkey = "acme_${key}"\n`);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

async function effects(source: 'working-tree' | { since: string } = 'working-tree', more = {}): Promise<string[]> {
  const report = await scanAndDecide({
    path: root,
    source: source === 'working-tree' ? { kind: 'working-tree' } : { kind: 'since', revision: source.since },
    threads: 0,
    ...more,
  });
  return report.findings
    .filter(({ rule }) => rule.startsWith('secrets/'))
    .map(({ rule, location, effect, standing }) => `${rule}:${location.startLine} ${effect} ${standing}`);
}

function commitAll(): string {
  git(today, 'add', '-A');
  git(today, 'commit', '-qm', 'more');
  return git(today, 'rev-parse', 'HEAD').trim();
}

/** The same of the whole history. */
async function past(): Promise<string[]> {
  const source = { kind: 'history', unreachable: false } as const;
  const report = await scanAndDecide({ path: root, source, threads: 0 });
  const lines = report.findings.map(
    ({ rule, location, effect, standing }) => `${rule}:${location.startLine} ${effect} ${standing}`,
  );
  return lines.filter((line) => line.startsWith('secrets/')).sort();
}

const merge = { stage: 'merge', target: 'HEAD' } as const;
const tree = { kind: 'working-tree' } as const;

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

function commitOn(date: string): void {
  git(date, 'add', '-A');
  git(date, 'commit', '-qm', 'all of it');
}

function block(body: string): string {
  return `a = 1\nBEGIN\n${body}\nEND\n`;
}

/** What became of the only finding. */
async function outcome(source: Parameters<typeof scanAndDecide>[0]['source'], more = {}) {
  const report = await scanAndDecide({ path: root, source, threads: 0, ...more });
  const [finding] = report.findings;
  return { effect: finding?.effect, note: finding?.note, end: report.exceptions[0]?.end.slice(0, 10) };
}

describe('[3:gitleaks-ignore] what a team told gitleaks to leave out', () => {
  test('an entry of .gitleaksignore accepts its finding until a day, and no other', async () => {
    write('src/pay.py', `a = 1\nkey = "acme_${key}"\nkey = "acme_${other}"\n`);
    write('.gitleaksignore', '# old keys\nsrc\\pay.py:acme:2\n\nnot a fingerprint\n');
    expect(await effects()).toEqual(['secrets/gitleaks-acme:2 accepted new', 'secrets/gitleaks-acme:3 blocks new']);
    const { exceptions } = await scanAndDecide({ path: root, source: { kind: 'working-tree' }, threads: 0 });
    expect(exceptions.map(({ reason }) => reason)).toEqual([
      '.gitleaksignore:2 lists it; what another tool ignores counts for 90 days',
    ]);
    expect(Date.parse(exceptions[0]!.end) - Date.now()).toBeLessThan(91 * 86_400_000);
  });

  test('what gitleaks’s own rule was told is told of ours that finds the same', async () => {
    write('src/pay.py', `token = "${ghp}"\n`);
    write('.gitleaksignore', 'src/pay.py:github-pat:1\n');
    expect(await effects()).toEqual(['secrets/github-personal-access-token:1 accepted new']);
    write('.gitleaksignore', 'src/pay.py:slack-bot-token:1\n');
    expect(await effects()).toEqual(['secrets/github-personal-access-token:1 blocks new']);
  });

  test('an entry of a commit counts as long as the line is what that commit has there', async () => {
    git(today, 'add', '-A');
    git(today, 'commit', '-qm', 'a key');
    const commit = git(today, 'rev-parse', 'HEAD').trim();
    write('.gitleaksignore', `${commit}:src/pay.py:acme:2\n`);
    write('src/pay.py', `a = 1\nb = 2\nkey = "acme_${key}"\nkey = "acme_${other}"\n`);
    expect(await effects()).toEqual(['secrets/gitleaks-acme:3 accepted new', 'secrets/gitleaks-acme:4 blocks new']);
  });

  test('ends 90 days after the project came here and the file last changed', async () => {
    write('.gitleaksignore', 'src/pay.py:acme:2\n');
    write('selvedge.yaml', projectFile);
    git(longAgo, 'add', '-A');
    git(longAgo, 'commit', '-qm', 'all of it');
    const report = await scanAndDecide({ path: root, source: { kind: 'working-tree' }, threads: 0 });
    expect(report.findings.map(({ effect, note }) => [effect, note])).toEqual([
      ['blocks', expect.stringContaining('.gitleaksignore:1 lists it, which counted until 2020-03-31')],
    ]);
  });

  test('a comment gitleaks:allow counts as such an entry, from merge on when the target branch has it', async () => {
    git(today, 'add', '-A');
    git(today, 'commit', '-qm', 'start');
    git(today, 'checkout', '-qb', 'change');
    write('src/pay.py', `a = 1\nkey = "acme_${key}"\nkey = "acme_${other}" # gitleaks:allow\n`);
    git(today, 'commit', '-qam', 'more');
    expect(await effects()).toEqual(['secrets/gitleaks-acme:2 blocks new', 'secrets/gitleaks-acme:3 accepted new']);
    expect(await effects({ since: 'main' })).toEqual(['secrets/gitleaks-acme:3 blocks new']);
  });

  test('an entry that a change brings counts when the target branch has it', async () => {
    write('src/pay.py', 'a = 1\n');
    git(today, 'add', '-A');
    git(today, 'commit', '-qm', 'start');
    git(today, 'checkout', '-qb', 'change');
    write('src/pay.py', `a = 1\nkey = "acme_${key}"\n`);
    write('.gitleaksignore', 'src/pay.py:acme:2\n');
    git(today, 'add', '-A');
    git(today, 'commit', '-qm', 'more');
    expect(await effects({ since: 'main' })).toEqual(['secrets/gitleaks-acme:2 blocks new']);
  });

  test('a report of gitleaks is a baseline: its secrets are known wherever they stand in their file', async () => {
    const entry = { RuleID: 'acme', File: 'src/pay.py', StartLine: 2, EndLine: 2, Secret: key };
    write('old.json', JSON.stringify([entry]));
    write('src/pay.py', `a = 1\nb = 2\nkey = "acme_${key}"\nkey = "acme_${other}"\n`);
    const baseline = { baseline: join(root, 'old.json') };
    const found = (await effects('working-tree', baseline)).filter((line) => line.includes('gitleaks-acme'));
    expect(found).toEqual(['secrets/gitleaks-acme:3 none known', 'secrets/gitleaks-acme:4 blocks new']);
  });

  test('where the report masks its secrets, the line counts', async () => {
    const entry = { RuleID: 'acme', File: 'src/pay.py', StartLine: 2, EndLine: 2, Secret: 'REDACTED' };
    write('old.json', JSON.stringify([entry]));
    const baseline = { baseline: join(root, 'old.json') };
    expect((await effects('working-tree', baseline))[0]).toMatch(/known$/);
    write('old.json', JSON.stringify([{ ...entry, Secret: other }]));
    expect((await effects('working-tree', baseline)).find((line) => line.includes('acme:2'))).toMatch(/new$/);
  });

  test('an entry of a commit accepts what that commit brought in a scan of history, at the line that it has there', async () => {
    const first = commitAll();
    write('src/pay.py', `a = 1\nb = 2\nother = "acme_${other}"\n`);
    const second = commitAll();
    write('src/pay.py', 'a = 1\n');
    commitAll();
    expect(await past()).toEqual(['secrets/gitleaks-acme:2 blocks new', 'secrets/gitleaks-acme:3 blocks new']);
    write('.gitleaksignore', `${first}:src/pay.py:acme:2\n${first}:src/pay.py:acme:3\n`);
    expect(await past()).toEqual(['secrets/gitleaks-acme:2 accepted new', 'secrets/gitleaks-acme:3 blocks new']);
    write('.gitleaksignore', `${second}:src/pay.py:acme:2\nsrc/pay.py:acme:3\n`);
    expect(await past()).toEqual(['secrets/gitleaks-acme:2 blocks new', 'secrets/gitleaks-acme:3 accepted new']);
  });

  test('what several commits brought is accepted when each of them is listed', async () => {
    const long = fillExample('{{random:lowernum:24}}{{random:lowernum:40}}', 'long');
    write('.gitleaks.toml', config.replace('24', '64'));
    write('src/pay.py', `a = 1\nkey = "acme_${long}"\n`);
    const first = commitAll();
    write('src/other.py', `b = 2\nkey = "acme_${long}"\n`);
    const second = commitAll();
    write('.gitleaksignore', `${first}:src/pay.py:acme:2\n`);
    expect(await past()).toEqual(['secrets/gitleaks-acme:2 blocks new']);
    write('.gitleaksignore', `${first}:src/pay.py:acme:2\n${second}:src/other.py:acme:1\n`);
    expect(await past()).toEqual(['secrets/gitleaks-acme:2 blocks new']);
    write('.gitleaksignore', `${first}:src/pay.py:acme:2\n${second}:src/other.py:acme:2\n`);
    expect(await past()).toEqual(['secrets/gitleaks-acme:2 accepted new']);
  });

  test('a comment counts in a history beside a finding that HEAD has, and absolves nothing that stood there before', async () => {
    write('src/pay.py', `a = 1\nkey = "acme_${key}" # gitleaks:allow\n`);
    commitAll();
    write('src/pay.py', `a = 1\nother = "acme_${other}" # gitleaks:allow\n`);
    commitAll();
    expect(await past()).toEqual(['secrets/gitleaks-acme:2 accepted new', 'secrets/gitleaks-acme:2 blocks new']);
    // What is not committed counts for nothing: it is not what was scanned.
    write('src/pay.py', `a = 1\nother = "acme_${other}"\n`);
    expect(await past()).toEqual(['secrets/gitleaks-acme:2 accepted new', 'secrets/gitleaks-acme:2 blocks new']);
  });

  test('a comment of ours beside a key in HEAD absolves no older key of the same rule at its place', async () => {
    const rule = 'secrets/github-personal-access-token';
    const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const comment = `# selvedge: allow ${rule} until ${until} because it is the key of a sandbox`;
    write('src/pay.py', `a = 1\ntoken = "${fillExample('{{ghp}}', 'old')}" ${comment}\n`);
    commitAll();
    write('src/pay.py', `a = 1\ntoken = "${ghp}" ${comment}\n`);
    commitAll();
    expect(await past()).toEqual([`${rule}:2 accepted new`, `${rule}:2 blocks new`]);
  });

  describe('until when', () => {
    test('a date that has not come counts for a commit as today, and from merge on not at all', async () => {
      write('.gitleaksignore', 'src/pay.py:acme:2\n');
      write('selvedge.yaml', projectFile);
      commitOn(inDays(400));
      expect(await outcome(tree)).toEqual({ effect: 'accepted', note: undefined, end: inDays(90).slice(0, 10) });
      const { effect, note } = await outcome(tree, merge);
      expect([effect, note]).toEqual(['blocks', expect.stringContaining('is dated in the future')]);
    });

    test('a clock that is ahead by minutes does no harm', async () => {
      write('.gitleaksignore', 'src/pay.py:acme:2\n');
      write('selvedge.yaml', projectFile);
      commitOn(inDays(0.01));
      expect((await outcome(tree, merge)).effect).toBe('accepted');
    });

    test('without a day on which the project came here, from the file’s for a commit, and from merge on not at all', async () => {
      write('.gitleaksignore', 'src/pay.py:acme:2\n');
      commitOn(inDays(-30));
      expect(await outcome(tree)).toEqual({ effect: 'accepted', note: undefined, end: inDays(60).slice(0, 10) });
      const { effect, note } = await outcome(tree, merge);
      expect([effect, note]).toEqual(['blocks', expect.stringContaining('selvedge.yaml is in no commit')]);
    });

    test('in a shallow clone not at all from merge on', async () => {
      write('.gitleaksignore', 'src/pay.py:acme:2\n');
      write('selvedge.yaml', projectFile);
      commitOn(longAgo);
      write('other.py', 'a = 1\n');
      commitOn(today);
      expect((await outcome(tree, merge)).note).toContain('counted until 2020-03-31');
      const origin = root;
      root = mkdtempSync(join(tmpdir(), 'selvedge-ignore-shallow-'));
      execFileSync('git', ['clone', '-q', '--depth', '1', `file://${origin}`, root]);
      const { effect, note } = await outcome(tree, merge);
      rmSync(origin, { recursive: true });
      expect([effect, note]).toEqual(['blocks', expect.stringContaining('the clone is shallow')]);
    });

    test('from merge on, an entry of a line is of what the target branch has there', async () => {
      write('.gitleaksignore', 'src/pay.py:acme:2\n');
      write('selvedge.yaml', projectFile);
      commitOn(today);
      expect((await outcome(tree, merge)).effect).toBe('accepted');
      git(today, 'checkout', '-qb', 'change');
      write('src/pay.py', `a = 1\nkey = "acme_${other}"\n`);
      commitOn(today);
      expect((await outcome(tree)).effect).toBe('accepted');
      expect((await outcome(tree, { ...merge, target: 'main' })).effect).toBe('blocks');
      expect((await outcome({ kind: 'since', revision: 'main' })).effect).toBe('blocks');
      const past = { kind: 'history', unreachable: false } as const;
      const report = await scanAndDecide({ path: root, source: past, threads: 0, ...merge, target: 'main' });
      expect(report.findings.map(({ effect }) => effect)).toContain('blocks');
    });

    test('an entry of a value of several lines is of all of them', async () => {
      write('.gitleaks.toml', "[[rules]]\nid = \"block\"\nregex = '''BEGIN\\n[a-z0-9]{24}\\nEND'''\n");
      write('src/pay.py', block(key));
      write('selvedge.yaml', projectFile);
      commitOn(today);
      const first = git(today, 'rev-parse', 'HEAD').trim();
      write('.gitleaksignore', `src/pay.py:block:2\n${first}:src/pay.py:block:2\n`);
      commitOn(today);
      expect((await outcome(tree, merge)).effect).toBe('accepted');
      git(today, 'checkout', '-qb', 'change');
      write('src/pay.py', block(other));
      commitOn(today);
      expect((await outcome(tree, { ...merge, target: 'main' })).effect).toBe('blocks');
    });
  });

  test('lines that are no fingerprints are none', () => {
    expect(
      readIgnore('# a\n\na:b\na:b:c\na:b:c:d:5\nx/y.py:rule:7\n').map(({ file, rule, line }) => [file, rule, line]),
    ).toEqual([['x/y.py', 'rule', 7]]);
  });
});

describe('[3:gitleaks-toml] a gitleaks configuration', () => {
  test.each([
    ['by the commit alone', (commit: string) => `commits = ["${commit}"]`, true],
    [
      'by the commit in capitals, or else by a path',
      (commit: string) => `commits = ["${commit.toUpperCase()}"]\npaths = ["nowhere"]`,
      true,
    ],
    [
      'by the commit and what the secret has',
      (commit: string) => `condition = "AND"\ncommits = ["${commit}"]\nstopwords = ["${key.slice(3, 9)}"]`,
      true,
    ],
    [
      'not by the commit when the secret has it not',
      (commit: string) => `condition = "AND"\ncommits = ["${commit}"]\nstopwords = ["${other.slice(3, 11)}"]`,
      false,
    ],
    ['not by another commit', () => `commits = ["${'a'.repeat(40)}"]`, false],
  ])('allows in history what a commit brought: %s', async (_, allowlist, isAllowed) => {
    const text = `a = 1\nkey = "acme_${key}"\ntoken = "${ghp}"\n`;
    write('src/pay.py', text);
    const first = commitAll();
    write('src/pay.py', `${text}other = "acme_${other}"\n`);
    commitAll();
    const ofOther = 'secrets/gitleaks-acme:4 blocks new';
    const ofGhp = 'secrets/github-personal-access-token:3 blocks new';
    const ofKey = 'secrets/gitleaks-acme:2 blocks new';
    expect(await past()).toEqual([ofGhp, ofKey, ofOther]);
    write('.gitleaks.toml', `${config}[[rules.allowlists]]\n${allowlist(first)}\n`);
    expect(await past()).toEqual(isAllowed ? [ofGhp, ofOther] : [ofGhp, ofKey, ofOther]);
    // For all rules: ours too.
    write('.gitleaks.toml', `${config}[[allowlists]]\n${allowlist(first)}\n`);
    const left = allowlist(first).includes('AND') ? [ofGhp, ofOther] : [ofOther];
    expect(await past()).toEqual(isAllowed ? left : [ofGhp, ofKey, ofOther]);
  });

  test('allows in history nothing that came in the place of what a commit brought', async () => {
    const first = commitAll();
    write('.gitleaks.toml', `${config}[allowlist]\ncommits = ["${first}"]\n`);
    expect(await past()).toEqual([]);
    write('src/pay.py', `a = 1\nkey = "acme_${other}"\n`);
    commitAll();
    expect(await past()).toEqual(['secrets/gitleaks-acme:2 blocks new']);
  });

  test('allows in history a file of a commit that a path alone tells', async () => {
    const rule = "[[rules]]\nid = \"p12\"\npath = '''\\.p12$'''\n";
    write('.gitleaks.toml', rule);
    writeFileSync(join(root, 'src/a.p12'), Buffer.from([0, 1, 2, 255, 0, 0, 0]));
    const commit = commitAll();
    expect(await past()).toEqual(['secrets/gitleaks-p12:1 blocks new']);
    const both = `[[rules.allowlists]]\ncondition = "AND"\ncommits = ["${commit}"]\npaths = `;
    write('.gitleaks.toml', `${rule}${both}["nowhere"]\n`);
    expect(await past()).toEqual(['secrets/gitleaks-p12:1 blocks new']);
    write('.gitleaks.toml', `${rule}${both}["^src/"]\n`);
    expect(await past()).toEqual([]);
  });

  test('is read from where it is said to be', async () => {
    write('.gitleaks.toml', '');
    write('ci/leaks.toml', config);
    expect(await effects()).toEqual([]);
    expect(await effects('working-tree', { gitleaksConfig: join(root, 'ci/leaks.toml') })).toEqual([
      'secrets/gitleaks-acme:2 blocks new',
    ]);
  });

  test('finds files by their paths alone, binary ones too', async () => {
    write('.gitleaks.toml', "[[rules]]\nid = \"p12\"\npath = '''\\.p12$'''\n");
    writeFileSync(join(root, 'src/a.p12'), Buffer.from([0, 1, 2, 255, 0, 0, 0]));
    expect(await effects()).toEqual(['secrets/gitleaks-p12:1 blocks new']);
  });

  test('extends another of the project', async () => {
    write('base.toml', config);
    write('.gitleaks.toml', '[extend]\npath = "base.toml"\n');
    expect(await effects()).toEqual(['secrets/gitleaks-acme:2 blocks new']);
    rmSync(join(root, 'base.toml'));
    await expect(effects()).rejects.toThrow('extends base.toml, which is not there');
  });
});
