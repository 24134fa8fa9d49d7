import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAdvisories, updateSource } from '#ground/advisories';
import { deprecations } from './index.ts';

const fact = (name: string) => ({
  package: `pkg:npm/${name}`,
  fact: { kind: 'deprecated', versions: '1.0.0', text: 'deprecated by its publisher: use new' },
});

test('what a publisher deprecated is told of the version that the project has, once and not of others [4:end-of-life]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-deprecations-'));
  try {
    const files = [
      {
        path: 'package-lock.json',
        format: 'npm/package-lock',
        role: 'lockfile' as const,
        packages: [
          { purl: 'pkg:npm/old@1.0.0', line: 3, direct: true as const },
          { purl: 'pkg:npm/old@1.0.0', line: 9 },
          { purl: 'pkg:npm/old@2.0.0', line: 12 },
          { purl: 'pkg:npm/said@1.0.0', line: 15, deprecated: 'the lockfile says so' },
        ],
      },
    ];
    const none = openAdvisories(folder);
    expect(deprecations(files, none)).toEqual([]);
    none.close();
    await updateSource(folder, {
      source: { id: 'deprecations', limitHours: 72 },
      checkedAt: 1,
      content: { kind: 'facts', entries: [fact('old'), fact('said')] },
    });
    const advisories = openAdvisories(folder);
    expect(deprecations(files, advisories)).toMatchObject([
      {
        rule: 'dependencies/deprecated',
        message: 'old 1.0.0 is deprecated by its publisher: use new',
        location: { path: 'package-lock.json', startLine: 3 },
        attributes: { version: '1.0.0', direct: true, source: 'deprecations' },
      },
    ]);
    advisories.close();
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
