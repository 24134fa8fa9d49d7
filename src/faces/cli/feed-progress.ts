import type { FeedProgress } from '#flows/advisories';
import { bytesInWords, grouped } from './layout.ts';
import type { Terminal } from './terminal.ts';

const patience = 1_000;
const interval = 100;

/** One line on standard error that tells what a source is at, on a terminal only and once it takes longer than a second. */
export function openFeedProgress(
  terminal: Terminal,
  clock: () => number = () => performance.now(),
): { show(now: FeedProgress): void; clear(): void } {
  if (!terminal.live) return { show: () => undefined, clear: () => undefined };
  let shownAt = clock() + patience - interval;
  let isShown = false;
  return {
    show(now) {
      if (clock() - shownAt < interval) return;
      shownAt = clock();
      isShown = true;
      terminal.err(`\r\u001b[2K${lineOf(now)}`);
    },
    clear() {
      if (isShown) terminal.err('\r\u001b[2K');
      isShown = false;
    },
  };
}

function lineOf({ source, phase, done, of, unit }: FeedProgress): string {
  const count = unit === 'bytes' ? bytesInWords : (value: number): string => `${grouped(value)} advisories`;
  return `${doing[phase]} ${source}: ${count(done)}${of === undefined ? '' : ` of ${count(of)}`}`;
}

const doing: Readonly<Record<FeedProgress['phase'], string>> = {
  asking: 'Asking',
  fetching: 'Fetching',
  reading: 'Reading',
};
