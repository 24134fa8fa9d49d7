import type { Change, FixFinding, FixGroup } from './model.ts';
import { nameAndVersion } from './purl-of.ts';

/** One line for people: what changes, where, and how far. */
export function changeInWords(change: Change): string {
  if (change.kind === 'bump') return `${change.name} ${change.from} → ${change.to} in the lockfile${far(change)}`;
  if (change.kind === 'ask')
    return `${change.as ?? change.name} ${change.fromConstraint || 'any version'} → ${change.toConstraint} in ${change.manifest}${far(change)}`;
  if (change.kind === 'override')
    return `${change.name} ${change.from} → ${change.toConstraint} forced${change.under === undefined ? '' : ` upon ${change.under}`} in ${change.manifest}${far(change)}`;
  return `the override of ${change.name} (${change.constraint}) taken out of ${change.manifest}: ${change.because}`;
}

function far({ distance }: { readonly distance: string }): string {
  return distance === 'none' ? '' : ` (${distance})`;
}

/** What a commit says about itself: what it closes first, then each change, then what to know. */
export function commitMessage(
  group: Pick<FixGroup, 'changes' | 'closes' | 'notes' | 'because' | 'distance'>,
  lockfile: string,
): string {
  const packages = [...new Set(group.closes.map(({ purl }) => nameAndVersion(purl)?.name ?? purl))];
  const subject =
    packages.length === 0
      ? updateSubject(group.changes)
      : `Fix ${packages.length > 3 ? `${packages.slice(0, 2).join(', ')} and ${packages.length - 2} more` : packages.join(', ')} in ${lockfile}`;
  const paragraphs = [
    subject.slice(0, 100),
    ...(group.closes.length === 0
      ? []
      : [['Closes:', ...group.closes.map((finding) => `- ${closedInWords(finding)}`)].join('\n')]),
    ['Changes:', ...group.changes.map((change) => `- ${changeInWords(change)}`)].join('\n'),
    ...(group.because.length === 0 ? [] : [group.because.join('\n')]),
    ...(group.notes.length === 0 ? [] : [['To know:', ...group.notes.map((note) => `- ${note}`)].join('\n')]),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function updateSubject(changes: readonly Change[]): string {
  const [only] = changes;
  if (only !== undefined && changes.length === 1)
    return only.kind === 'remove-override'
      ? `Remove the override of ${only.name}`
      : `Update ${only.name} to ${only.to}`;
  return changes.every(({ kind }) => kind === 'remove-override')
    ? 'Remove overrides that nothing needs'
    : `Update ${changes.length} dependencies`;
}

function closedInWords({ advisory, purl, summary }: FixFinding): string {
  const parts = nameAndVersion(purl);
  const what = parts === undefined ? purl : `${parts.name} ${parts.version}`;
  return `${advisory}: ${what}${summary === undefined ? '' : `: ${oneLine(summary)}`}`;
}

/** Summaries are a publisher's words: no second paragraph of theirs becomes one of ours. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 120);
}
