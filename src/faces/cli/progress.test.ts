import { expect, test } from 'vitest';
import { openProgress } from './progress.ts';
import { columnsShown } from './terminal.ts';
import { recordingTerminal } from './testing.ts';

const now = {
  phase: 'scanning' as const,
  filesSeen: 40_000,
  filesDone: 12_340,
  bytes: 120_000_000,
  findings: 2,
  current: 'src/\u001b[2J/a/very/long/path/that/does/not/fit/on/one/line.ts',
};

test('Progress is shown once a scan takes longer than a second, ten times a second at most', () => {
  const { terminal, err } = recordingTerminal({ TERM: 'xterm' }, true);
  let time = 0;
  const progress = openProgress(terminal, () => time);
  for (time = 0; time <= 2_000; time += 10) progress.show(now);
  expect(err).toHaveLength(11);
  progress.clear();
  expect(err.at(-1)).toBe('\r\u001b[2K');
});

test('It is one line that fits and that no file name can break', () => {
  const { terminal, err } = recordingTerminal({ TERM: 'xterm', NO_COLOR: '1' }, true);
  let time = 0;
  const progress = openProgress(terminal, () => time);
  time = 1_000;
  progress.show(now);
  const line = (err[0] ?? '').replace('\r\u001b[2K', '');
  expect(line).toMatch(/^Scanning 12,340 of 40,000 files · 120 MB · 2 findings {2}…/);
  expect(line).not.toContain('\u001b');
  expect(columnsShown(line)).toBeLessThan(80);
});

test('Nothing is drawn where nobody looks, and a quick scan draws and clears nothing', () => {
  for (const { terminal, err } of [
    recordingTerminal({ TERM: 'xterm' }, false),
    recordingTerminal({ TERM: 'xterm', CI: 'true' }, true),
  ]) {
    let time = 0;
    const progress = openProgress(terminal, () => (time += 2_000));
    progress.show(now);
    progress.clear();
    expect(err).toEqual([]);
  }
  const { terminal, err } = recordingTerminal({ TERM: 'xterm' }, true);
  openProgress(terminal).clear();
  expect(err).toEqual([]);
});
