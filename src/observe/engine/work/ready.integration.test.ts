import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { scan, type ScanRequest, type ScanResult } from '../index.ts';
import { unreadyEntries } from '../testing.ts';

const home = mkdtempSync(join(tmpdir(), 'selvedge-ready-'));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const root = join(home, 'tree');
mkdirSync(root);
writeFileSync(join(root, 'a.go'), 'package a\n');
writeFileSync(join(root, 'b.txt'), 'text\n');

const here = (file: string): string => pathToFileURL(join(import.meta.dirname, '..', file)).href;
const workerFile = join(home, 'worker.ts');
writeFileSync(
  workerFile,
  `import { runWorker } from '${here('index.ts')}';\nimport { unreadyEntries } from '${here('testing.ts')}';\nawait runWorker(unreadyEntries);\n`,
);

const look = (settings: Partial<ScanRequest>): Promise<ScanResult> =>
  scan({
    source: { kind: 'working-tree', root },
    analyzers: unreadyEntries,
    projectKey: 'test',
    exclude: [],
    cache: false,
    ...settings,
  });

const unready = expect.objectContaining({ by: 'failing', reason: 'analyzer-failed', expected: false });

test('A text that no analyzer wants makes none of them ready', async () => {
  const source = { kind: 'stdin', path: 'b.txt', bytes: Buffer.from('text') } as const;
  expect((await look({ source })).scope.notLookedAt).toEqual([]);
});

test('Analyzers are made ready before they extract, with assets that are read when asked for, in this thread and in workers', async () => {
  const text = { kind: 'stdin', path: 'a.go', bytes: Buffer.from('package a') } as const;
  for (const settings of [{ source: text }, {}, { threads: 1, worker: pathToFileURL(workerFile) }]) {
    const { knowledge, scope } = await look(settings);
    expect(knowledge).toEqual({ parsing: ['a.go ready'] });
    expect(scope.notLookedAt).toEqual([unready]);
  }
});
