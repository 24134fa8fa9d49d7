import type { Change } from '../model.ts';
import type { Candidates } from './candidates.ts';

/** What somebody should know before they merge: versions younger than the cooldown, and engines that are asked for anew. */
export async function notesOn(changes: readonly Change[], candidates: Candidates): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const change of changes) {
    if (change.kind === 'remove-override') continue;
    const { name, from, to } = change;
    const days = await candidates.daysTooYoung(name, to);
    if (days !== undefined)
      notes.push(`${name} ${to} is only ${days === 1 ? '1 day' : `${days} days`} old: no older version closes this`);
    const [before, after] = await Promise.all([candidates.engines(name, from), candidates.engines(name, to)]);
    for (const [engine, constraint] of after)
      if (before.get(engine) !== constraint)
        notes.push(`${name} ${to} wants ${engine} ${constraint}${said(before.get(engine))}`);
  }
  return [...new Set(notes)];
}

function said(before: string | undefined): string {
  return before === undefined ? '' : ` (before: ${before})`;
}
