/** A line of a difference: its number in the text that it stands in (removed lines: before, others: after). */
export interface LineChange {
  readonly kind: 'same' | 'removed' | 'added';
  readonly line: number;
  readonly text: string;
}

const around = 2;
/** How far apart texts may drift before they are said to differ to the end. */
const farthest = 200;

/** What changed between two texts that are mostly alike, with two lines around each change. */
export function lineChanges(before: string, after: string): LineChange[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const changes: LineChange[] = [];
  let shownTo = 0;
  for (let i = 0, j = 0; i < old.length || j < now.length;) {
    if (old[i] === now[j]) {
      i += 1;
      j += 1;
      continue;
    }
    const [removed, added] = nextMeeting(old, now, i, j);
    for (let line = Math.max(shownTo, j - around); line < j; line++)
      changes.push({ kind: 'same', line: line + 1, text: now[line]! });
    for (const end = i + removed; i < end; i++) changes.push({ kind: 'removed', line: i + 1, text: old[i]! });
    for (const end = j + added; j < end; j++) changes.push({ kind: 'added', line: j + 1, text: now[j]! });
    shownTo = j;
    const rest = Math.min(j + around, now.length);
    for (let k = 0; shownTo < rest && old[i + k] === now[j + k]; k++, shownTo++)
      changes.push({ kind: 'same', line: shownTo + 1, text: now[shownTo]! });
  }
  return changes;
}

/** How many lines each text has until both go on alike. */
function nextMeeting(old: readonly string[], now: readonly string[], i: number, j: number): readonly [number, number] {
  for (let sum = 1; sum <= farthest; sum++)
    for (let removed = Math.min(sum, old.length - i); removed >= 0; removed--) {
      const added = sum - removed;
      if (j + added > now.length) break;
      const [a, b] = [old[i + removed], now[j + added]];
      if (a === b) return [removed, added];
    }
  return [old.length - i, now.length - j];
}
