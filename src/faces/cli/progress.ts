import type { ScanProgress } from '#flows/scan';
import { bytesInWords, counted, grouped, keepEnd } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

/** One line on standard error that tells what a scan is at, on a terminal only and once it takes longer than a second. */
export interface ProgressLine {
  show(now: ScanProgress): void;
  /** To be called before anything else is written. */
  clear(): void;
}

const patience = 1_000;
const interval = 100;

export function openProgress(terminal: Terminal, clock: () => number = () => performance.now()): ProgressLine {
  if (!terminal.live) return { show: () => undefined, clear: () => undefined };
  const start = clock();
  let shownAt = start + patience - interval;
  let isShown = false;
  return {
    show(now) {
      if (clock() - shownAt < interval) return;
      shownAt = clock();
      isShown = true;
      terminal.err(`\r\u001b[2K${lineOf(now, terminal)}`);
    },
    clear() {
      if (isShown) terminal.err('\r\u001b[2K');
      isShown = false;
    },
  };
}

function lineOf(now: ScanProgress, { columns, marks, style }: Terminal): string {
  if (now.phase === 'verifying')
    return `${at.verifying} ${grouped(now.filesDone)} of ${counted(now.filesSeen, 'secret')} at their providers`;
  const done = `${at[now.phase]} ${grouped(now.filesDone)} of ${counted(now.filesSeen, 'file')} ${marks.dot} ${bytesInWords(now.bytes)} ${marks.dot} ${counted(now.findings, 'finding')}`;
  const room = columns - done.length - 4;
  const current =
    now.current === undefined || room < 12 ? '' : `  ${keepEnd(visible(now.current), room, marks.ellipsis)}`;
  return done + style.dim(current);
}

const at: Readonly<Record<ScanProgress['phase'], string>> = {
  walking: 'Walking',
  scanning: 'Scanning',
  concluding: 'Concluding',
  verifying: 'Asking about',
};
