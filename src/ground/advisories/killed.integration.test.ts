import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openAdvisories } from './index.ts';
import { before, folderFor, osv, put, removeFolders } from './testing.ts';

afterEach(removeFolders);

/** Puts one state after the other: in state n, GHSA-0 … GHSA-199 are fixed in n.0.0. Says each that is there. */
const writer = (folder: string): string => `
  import { updateSource } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
  for (let state = 2; ; state++) {
    const records = Array.from({ length: 200 }, (_, number) => ({
      name: 'GHSA-' + number,
      content: {
        id: 'GHSA-' + number,
        modified: '2026-01-02T03:04:05Z',
        affected: [{ package: { ecosystem: 'npm', name: 'p' + number }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: state + '.0.0' }] }] }],
      },
    }));
    await updateSource(${JSON.stringify(folder)}, { source: { id: 'a', limitHours: 1 }, checkedAt: state, content: { kind: 'records', complete: true, records } });
    process.stdout.write(state + '\\n');
  }`;

describe('an index whose writer is killed [4:advisories-incremental]', () => {
  it('is whole at every moment, and is written on', async () => {
    const folder = folderFor();
    await put(
      folder,
      'a',
      Array.from({ length: 200 }, (_, number) => osv(`GHSA-${number}`, 'npm', `p${number}`, before('1.0.0'))),
    );
    let reached = 1;
    for (let round = 0; round < 6; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer(folder)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child.stdout.setEncoding('utf8');
      child.stdout.on('data', (text: string) => {
        reached = Math.max(reached, ...text.trim().split('\n').map(Number));
      });
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, 37 * round));
      child.kill('SIGKILL');
      await once(child, 'close');
      const index = openAdvisories(folder);
      expect(index.verify()).toEqual([]);
      const fixes = new Set(
        Array.from({ length: 200 }, (_, number) => index.match(`pkg:npm/p${number}@0.1.0`)[0]?.fixed?.[0]),
      );
      index.close();
      expect(fixes.size).toBe(1);
      // What it said is there; the one after may be.
      expect([`${reached}.0.0`, `${reached + 1}.0.0`]).toContain([...fixes][0]);
      await put(folder, 'b', [osv('X-1', 'npm', 'x', before('1.0.0'))]);
      reached = 1;
    }
  });
});
