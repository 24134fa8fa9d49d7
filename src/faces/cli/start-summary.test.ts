import { describe, expect, test } from 'vitest';
import type { FindingChange, RecordedScan } from '#flows/record';
import type { Instant } from '#ground/model';
import { announcement, servingText, startSummary } from './start-summary.ts';
import { readStartWords } from './start.options.ts';
import { columnsShown } from './terminal.ts';
import { clean, recordingTerminal, report, tokenRule } from './testing.ts';

const { terminal } = recordingTerminal();
const now = Date.parse('2026-11-22T12:00:00.000Z');
const rules = new Map([[tokenRule.id, tokenRule]]);
const proof = { index: 1204, size: 1210, hashes: [], checkpoint: '' };

function change(fields: Partial<FindingChange> = {}): FindingChange {
  return {
    finding: 'fnd_1a2b3c4d5e6f708192a3b4c5d6e7f809',
    kind: 'closed',
    because: 'src/pay.ts was looked at again with secrets/token, and it is no longer there',
    rule: 'secrets/token',
    path: 'src/pay.ts',
    line: 12,
    ...fields,
  } as FindingChange; // ids are branded
}

function summary(recorded: Partial<RecordedScan>): string {
  const whole = { report: report(), opened: [], reopened: [], closed: [], proof, ...recorded };
  return startSummary(whole, rules, terminal, { verbose: false, now });
}

describe('the summary of a start', () => {
  test('tells what to do, then what changed and why, then where it is recorded, in 80 columns', () => {
    const long = `src/${'deep/'.repeat(30)}pay.ts`;
    const text = summary({
      previousAt: '2026-11-22T09:00:00.000Z' as Instant,
      closed: [change()],
      reopened: [change({ because: 'it is back: same rule, and the same secret value on the same line of src/a.ts' })],
      opened: [change({ path: long, line: 123_456 })],
    });
    expect(text).toMatch(/^▲ /);
    expect(text).toMatch(/Recorded\s+and\s+proved,\s+entry\s+1,204\s+of\s+the\s+log\./);
    expect(text).toContain(`Since the last scan, 3 hours ago: 1 finding closed, 1 back, 1 new.
  closed  src/pay.ts:12  secrets/token
          it was looked at again with secrets/token, and it is no longer there
  back    src/pay.ts:12  secrets/token
          it is back: same rule, and the same secret value on the same line of
          src/a.ts
  new     …`);
    expect(text).toMatch(/deep\/pay\.ts:123456 {2}secrets\/token\n$/);
    expect(text.split('\n').filter((line) => columnsShown(line) > 80)).toEqual([]);
    expect(text).not.toContain('no ledger');
    expect(text).not.toContain('selvedge accept');
  });

  test('says nothing of changes the first time, and that there were none the second', () => {
    expect(summary({ report: clean })).not.toContain('Since');
    const second = summary({ report: clean, previousAt: '2026-11-20T11:00:00.000Z' as Instant });
    expect(second).toMatch(/Since the last scan, 2 days ago: nothing changed\.\n$/);
    expect(second).toMatch(/^● Nothing found /);
  });

  test('escapes what comes from what was scanned', () => {
    const text = summary({
      previousAt: '2026-11-22T11:59:50.000Z' as Instant,
      closed: [change({ path: 'a\u001b[2Jb' })],
    });
    expect(text).toContain('less than a minute ago');
    expect(text).not.toContain('\u001b');
  });
});

test('the link and its label fit into 80 columns at any port', () => {
  const link = `http://127.0.0.1:65535/sign-in#${'x'.repeat(43)}`;
  const text = servingText({ link, home: `/home/${'ada/'.repeat(40)}selvedge`, copyOf: undefined }, terminal);
  expect(text.split('\n').filter((line) => columnsShown(line) > 80)).toEqual([]);
  expect(text.split('\n')[0]).toBe(`Open  ${link}`);
});

test('the first line says what is about to be looked at', () => {
  expect(announcement({ kind: 'tour', name: '' }, '0.1.0', terminal)).toBe(
    'Selvedge 0.1.0 – the tour, a small shop with real weaknesses\n',
  );
  expect(announcement({ kind: 'folder', name: '../shop' }, '0.1.0', terminal)).toBe('Selvedge 0.1.0 – ../shop\n');
});

test('the words after start are read, and wrong ones are named', () => {
  expect(readStartWords([])).toEqual({ once: false, verbose: false });
  expect(readStartWords(['--once', '--gate', 'merge', '--port=0', 'x', '--verbose'])).toEqual({
    what: 'x',
    once: true,
    gate: 'merge',
    port: 0,
    verbose: true,
  });
  expect(readStartWords(['-h'])).toBe('help');
  expect(readStartWords(['--port', 'x'])).toEqual({ wrong: '--port is a number from 0 to 65535, not x' });
  expect(readStartWords(['--port'])).toEqual({ wrong: "Option '--port <value>' argument missing" });
});
