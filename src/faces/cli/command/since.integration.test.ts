import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folder, git, home, other, pay, repository, run, token, tomorrow, write } from './testing.ts';

describe('selvedge scan --since', () => {
  beforeEach(() => {
    repository();
    write('old.ts', `const old = '${other}';\n`);
    git('add', '.');
    git('commit', '-qm', 'Old');
    git('checkout', '-qb', 'feature');
  });

  test('answers for what the branch adds, and not for what was there [2:since-scan] [3:secrets-tree]', () => {
    appendFileSync(join(folder, 'old.ts'), 'export const fine = 1;\n');
    git('commit', '-qam', 'Fine');
    expect(run(['scan', '--since', 'main']).code).toBe(0);
    write('src/pay.ts', pay);
    git('add', '.');
    git('commit', '-qm', 'Token');
    const result = run(['scan', '--since', 'main']);
    expect(result.code).toBe(1);
    expect(result.out).toContain('src/pay.ts:4:');
    expect(result.out).not.toContain('old.ts');
  });

  test('takes exceptions and controls from the target, and shows a change to them [2:since-scan]', () => {
    write('src/pay.ts', pay);
    git('add', '.');
    git('commit', '-qm', 'Token');
    const id = /fnd_[0-9a-f]{10}/.exec(run(['scan', '--since', 'main']).out)?.[0] ?? '';
    expect(run(['accept', id, '--until', tomorrow(), '--because', 'the branch would absolve itself']).code).toBe(0);
    git('add', '.');
    git('commit', '-qm', 'Absolve');
    const result = run(['scan', '--since', 'main']);
    expect(result.code).toBe(1);
    expect(result.out).toContain('Declaration changed');
    expect(result.out).toContain('.selvedge/exceptions.yaml');
    expect(result.out).toContain('controls and exceptions as in main');
  });

  test('takes a comment that allows a secret from the target too [3:secrets-inline-allow]', () => {
    const comment = `// selvedge: allow secrets/github-personal-access-token until ${tomorrow()} because the tour needs it\n`;
    write('pay.ts', `${comment}export const a = '${token}';\n`);
    git('add', '.');
    expect(run(['scan', '--staged']).code).toBe(0);
    git('commit', '-qm', 'Token');
    const result = run(['scan', '--since', 'main']);
    expect(result.code).toBe(1);
    expect(result.out.replaceAll(/\s+/g, ' ')).toContain('Note: the comment beside it counts when main has both');
    git('checkout', '-q', 'main');
    git('merge', '-q', 'feature');
    git('checkout', '-q', 'feature');
    write('pay.ts', `// moved\n${comment}export const renamed = '${token}';\n`);
    git('commit', '-qam', 'The same secret under the same comment');
    expect(run(['scan', '--since', 'main']).code).toBe(0);
    write('pay.ts', `${comment}export const b = '${other}';\n`);
    git('commit', '-qam', 'Another under the same comment');
    expect(run(['scan', '--since', 'main']).code).toBe(1);
  });

  test('takes the baseline from the target too', () => {
    write('src/pay.ts', pay);
    run(['scan', '--write-baseline', 'baseline.json']);
    git('add', '.');
    git('commit', '-qm', 'Absolve');
    const result = run(['scan', '--since', 'main', '--baseline', 'baseline.json']);
    expect(result.code).toBe(2);
    expect(result.err).toContain('whose baseline counts here');
  });

  test('shows no older secret in the lines around what was added [2:secrets-redaction]', () => {
    appendFileSync(join(folder, 'old.ts'), `const added = '${token}';\n`);
    git('commit', '-qam', 'Added');
    const { out } = run(['scan', '--since', 'main', '--format', 'json']);
    expect(out).toContain('const old = ');
    expect(out).not.toContain(other);
    expect(out).not.toContain(token);
  });

  test('names a revision that is not there', () => {
    const result = run(['scan', '--since', 'origin/main']);
    expect(result.code).toBe(2);
    expect(result.err).toContain('origin/main names no commit here');
  });

  test('does not take a revision for an option', () => {
    const result = run(['scan', '--since=--output=/tmp/owned']);
    expect(result.code).toBe(2);
    expect(result.err).toContain('is not the name of a revision');
  });
});

describe('selvedge scan --baseline', () => {
  test('tells what is new from what was known, wherever it moves [2:baseline] [3:secrets-baseline]', () => {
    write('old.ts', `const old = '${other}';\n`);
    expect(run(['scan', '--write-baseline', '../baseline.json']).code).toBe(1);
    write('lib/older.ts', `// moved\n\nconst old = '${other}';\n`);
    rmSync(join(folder, 'old.ts'));
    expect(run(['scan', '--baseline', '../baseline.json']).code).toBe(0);
    write('src/pay.ts', pay);
    const result = run(['scan', '--baseline', '../baseline.json', '--format', 'json']);
    expect(result.code).toBe(1);
    const { findings } = JSON.parse(result.out) as {
      findings: { standing: string; tier: string; location: { path: string } }[];
    };
    expect(findings.map(({ standing, tier, location }) => `${location.path} ${standing} ${tier}`)).toEqual([
      'lib/older.ts known same-locus-moved',
      'src/pay.ts new new',
    ]);
  });

  test('says what is gone', () => {
    write('old.ts', `const old = '${other}';\n`);
    run(['scan', '--write-baseline', '../gone.json']);
    write('old.ts', 'export {};\n');
    const { out } = run(['scan', '--baseline', '../gone.json', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ findings: [], closed: [{ path: 'old.ts' }] });
  });

  test('holds no secret', () => {
    write('src/pay.ts', pay);
    run(['scan', '--write-baseline', '../redacted.json']);
    expect(readFileSync(join(home, 'redacted.json'), 'utf8')).not.toContain(token);
  });

  test('says what is wrong with a file that is no baseline', () => {
    write('wrong.json', '{}');
    expect(run(['scan', '--baseline', 'wrong.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not a baseline of Selvedge') as unknown,
    });
    expect(run(['scan', '--baseline', 'missing.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no baseline') as unknown,
    });
  });
});
