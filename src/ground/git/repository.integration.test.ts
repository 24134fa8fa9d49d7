import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findRepository, foldsCase } from './repository.ts';

const root = mkdtempSync(join(tmpdir(), 'selvedge-repository-'));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

test.each([
  ['[core]\n\tignorecase = true\n'],
  ['[core]\n\tbare = false\n\tignoreCase\n'],
  ['[core] ignorecase=yes\n'],
  ['[core]\nignorecase = false\n[user]\nname = x\n[CORE]\n\tIGNORECASE = "on" ; here\n'],
  ['[core]\n\tignorecase = false\n'],
  ['[core]\n\tignorecase =\n'],
  ['[core]\n\tbare = false\n'],
  ['[core "sub"]\n\tignorecase = true\n'],
  ['[other]\n\tignorecase = true\n'],
])('Case is folded where git folds it: %j', (text) => {
  execFileSync('git', ['init', '-q'], { cwd: root });
  writeFileSync(join(root, '.git/config'), text);
  const byGit = execFileSync('git', ['config', '--type=bool', '--default=false', '--get', 'core.ignorecase'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(foldsCase(findRepository(root)!)).toBe(byGit.trim() === 'true');
});
