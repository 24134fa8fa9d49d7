import { expect, test } from 'vitest';
import type { AdvisoriesStatus, SourceStatus, SyncReport } from '#flows/advisories';
import { ageInWords, outcomeLines, statusText } from './advisories-words.ts';
import { openFeedProgress } from './feed-progress.ts';
import { recordingTerminal } from './testing.ts';

const source = (changes: Partial<SourceStatus> = {}): SourceStatus => ({
  id: 'osv-npm',
  kind: 'advisories',
  checkedAt: 1,
  modified: 0,
  limitHours: 72,
  types: ['npm'],
  records: 6066,
  problems: { count: 0, named: [] },
  ageHours: 5,
  isStale: false,
  notes: [],
  ...changes,
});
const status = (...sources: readonly SourceStatus[]): AdvisoriesStatus => ({ folder: '/data', sources, failed: [] });
const { terminal } = recordingTerminal();

test('nothing at all says what follows from it, and what to do [4:advisories-commands]', () => {
  expect(statusText(status(), terminal)).toMatchInlineSnapshot(`
    "◌ No advisories on this machine: whether a dependency is affected is unknown.
      selvedge advisories sync          gets them, over the network
      selvedge advisories import PATH   takes them from files
    "
  `);
});

test('each source says what it has, how old it is, and what went wrong [4:advisories-commands]', () => {
  const failure = {
    at: Date.parse('2026-11-22T08:00:00Z'),
    code: 'unreachable',
    message: 'no answer from www.cisa.gov',
  };
  const text = statusText(
    {
      ...status(
        source(),
        source({ id: 'malicious-npm', records: 22_241, ageHours: 12_879, isStale: true, partial: true }),
        source({ id: 'kev', kind: 'exploited', types: [], records: 1_512, ageHours: 60, limitHours: 168, failure }),
        source({ id: 'osv-pypi', types: ['pypi'], records: 7080, problems: { count: 2, named: [] } }),
      ),
      failed: [{ id: 'epss', at: 0, code: 'unreachable', message: 'no answer from epss\u001b[2J.example.org' }],
    },
    terminal,
  );
  expect(text).toMatchInlineSnapshot(`
    "Advisories on this machine
    ● osv-npm                  6,066  npm                5 hours
    ◌ malicious-npm           22,241  npm                536 days (limit 3 days)
        speaks of a part alone: its silence says nothing
    ● kev                      1,512  what is exploited  2 days
        the last try failed, 2026-11-22T08:00:00.000Z: no answer from www.cisa.gov
    ● osv-pypi                 7,080  pypi               5 hours
        2 things in it made no sense and were left out
    ▲ epss                 never had: no answer from epss\\x1b[2J.example.org

    malicious-npm is too old to decide by: what it speaks of is unknown, and not
    passed. selvedge advisories sync
    "
  `);
});

test('an update says what is new, what was left out, and what failed [4:advisories-commands]', () => {
  const done = { records: 6066, changed: 12, removed: 1, problems: { count: 0, named: [] }, notes: [] };
  const one = { id: 'osv-npm', kind: 'osv-bucket', location: '', limitHours: 72 } as const;
  const named = ['npm.zip (GHSA-x.json, line 3, column 9): the JSON ends before its end', 'b', 'c'];
  const report: SyncReport = {
    status: status(),
    outcomes: [
      { source: one, origin: '', result: 'updated', ...done },
      { source: { ...one, id: 'osv-go' }, origin: '', result: 'unchanged', ...done, changed: 0, removed: 0 },
      { source: { ...one, id: 'osv-pypi' }, origin: '', result: 'updated', ...done, problems: { count: 5, named } },
      {
        source: { ...one, id: 'kev', kind: 'known-exploited' },
        origin: '',
        result: 'failed',
        failure: { code: 'unreachable', message: 'no answer from www.cisa.gov', remedy: 'Try again.' },
      },
    ],
  };
  expect(outcomeLines(report, terminal).join('\n')).toMatchInlineSnapshot(`
    "● osv-npm              12 new or changed, 1 gone; 6,066 advisories
    ● osv-go               nothing new; 6,066 advisories
    ● osv-pypi             12 new or changed, 1 gone; 6,066 advisories
        left out: npm.zip (GHSA-x.json, line 3, column 9): the JSON ends before its
        end
        left out: b
        left out: c
        and 2 more things that make no sense
    ▲ kev                  no answer from www.cisa.gov
        Try again."
  `);
});

test.each([
  [0, 'under an hour'],
  [1, '1 hour'],
  [47, '47 hours'],
  [72, '3 days'],
])('%i hours are %s', (hours, said) => {
  expect(ageInWords(hours)).toBe(said);
});

test('progress is drawn on a terminal alone, and once it takes longer than a second', () => {
  const live = recordingTerminal({ TERM: 'xterm' }, true);
  let now = 0;
  const progress = openFeedProgress(live.terminal, () => now);
  const half = { source: 'osv-npm', phase: 'fetching', done: 1_000_000, of: 2_000_000, unit: 'bytes' } as const;
  progress.show({ ...half, done: 1 });
  now = 1_000;
  progress.show(half);
  progress.clear();
  expect(live.err).toEqual(['\r\u001b[2KFetching osv-npm: 1.0 MB of 2.0 MB', '\r\u001b[2K']);
  const piped = recordingTerminal();
  openFeedProgress(piped.terminal, () => 5_000).show(half);
  expect(piped.err).toEqual([]);
});
