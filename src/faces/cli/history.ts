import type { ReportedFinding } from '#flows/scan';
import { counted } from './layout.ts';

type History = NonNullable<ReportedFinding['history']>;

/** How many commits and paths are named before the rest is a number. */
const named = 3;

/** Where in the past a finding stands, a sentence each: what brought it, and whether it is still there. */
export function historyInWords(history: History): string[] {
  return [
    ...introductions(history),
    history.inHead ? 'HEAD still has it' : 'HEAD has it no more',
    ...otherPaths(history),
  ];
}

/** "a1b2c3d4e5f6 of 2024-03-01 by Ada, in src/a.ts": the earliest first. */
function introductions({ introduced, introducedCount }: History): string[] {
  const lines = introduced.slice(0, named).map(({ commit, author, authoredAt, path, reachable }) => {
    const by = author === '' ? '' : ` by ${author}`;
    return `${reachable ? 'commit' : 'unreachable commit'} ${commit.slice(0, 12)} of ${authoredAt.slice(0, 10)}${by}, in ${path}`;
  });
  const more = introducedCount - lines.length;
  return more > 0 ? [...lines, `and ${counted(more, 'more commit')}`] : lines;
}

function otherPaths({ paths, pathCount, introduced }: History): string[] {
  const said = new Set(introduced.slice(0, named).map(({ path }) => path));
  const others = paths.filter((path) => !said.has(path));
  if (others.length === 0) return [];
  const shown = others.slice(0, named).join(', ');
  const more = pathCount - said.size - Math.min(named, others.length);
  return [`also in ${shown}${more > 0 ? ` and ${counted(more, 'more path')}` : ''}`];
}
