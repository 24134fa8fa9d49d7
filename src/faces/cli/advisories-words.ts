import { stripVTControlCharacters } from 'node:util';
import type { AdvisoriesStatus, SourceOutcome, SourceStatus, SyncReport, TakenBundle } from '#flows/advisories';
import { columnsOf, counted, grouped, keepEnd, pad, wrap } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

/** What each source had to say: one line, and what is odd below it. */
export function outcomeLines(
  report: SyncReport & { readonly bundles?: readonly TakenBundle[] },
  terminal: Terminal,
): string[] {
  return [
    ...(report.bundles ?? []).map(
      ({ at, sources, kept }) =>
        `${terminal.style.green(terminal.marks.pass)} ${counted(sources.length, 'source')} from a bundle of ${new Date(at).toISOString()}${kept.length === 0 ? '' : `; ${counted(kept.length, 'source')} of this machine stay`}`,
    ),
    ...report.outcomes.flatMap((outcome, at) => linesOf(outcome, report.outcomes[at + 1], terminal)),
  ];
}

/** `next`: what is to be done is said once for several that want the same. */
function linesOf(outcome: SourceOutcome, next: SourceOutcome | undefined, terminal: Terminal): string[] {
  const { style, marks } = terminal;
  const id = pad(outcome.source.id, 20);
  if (outcome.result === 'failed') {
    const { message, remedy } = outcome.failure;
    const isSaidBelow = next?.result === 'failed' && next.failure.remedy === remedy;
    return [
      ...indented(`${style.red(marks.fail)} ${id} `, message, terminal),
      ...(remedy === undefined || isSaidBelow ? [] : indented('    ', remedy, terminal)),
    ];
  }
  const { result, records, changed, removed, problems, notes } = outcome;
  const news = [
    ...(changed > 0 ? [`${grouped(changed)} new or changed`] : []),
    ...(removed > 0 ? [`${grouped(removed)} gone`] : []),
  ];
  const said = result === 'unchanged' || news.length === 0 ? 'nothing new' : news.join(', ');
  const named = problems.named.slice(0, 3).map((text) => `left out: ${text}`);
  const more = problems.count - named.length;
  return [
    `${style.green(marks.pass)} ${id} ${said}; ${counted(records, entryOf(outcome), entriesOf(outcome))}`,
    ...[
      ...notes,
      ...named,
      ...(more > 0 ? [`and ${counted(more, 'more thing')} that ${more === 1 ? 'makes' : 'make'} no sense`] : []),
    ].flatMap((text) => indented('    ', text, terminal).map(style.dim)),
  ];
}

function entryOf({ source: { kind } }: SourceOutcome): string {
  return kind === 'known-exploited' || kind === 'exploit-prediction'
    ? 'CVE'
    : kind === 'end-of-life'
      ? 'end of life'
      : 'advisory';
}

function entriesOf(outcome: SourceOutcome): string {
  const one = entryOf(outcome);
  return one === 'CVE' ? 'CVEs' : one === 'advisory' ? 'advisories' : 'ends of life';
}

function indented(first: string, text: string, { columns }: Terminal): string[] {
  const words = visible(text).replaceAll(/\s+/g, ' ').trim();
  const [head = ''] = wrap(words, columns - columnsOf(stripVTControlCharacters(first)));
  const rest = wrap(words.slice(head.length), columns - 4);
  return [`${first}${head}`, ...rest.map((line) => `    ${line}`)];
}

/** How each source stands, and what to do about it. */
export function statusText(status: AdvisoriesStatus, terminal: Terminal): string {
  const { style, marks } = terminal;
  const { sources, failed, damage } = status;
  if (damage !== undefined)
    return `${style.red(marks.fail)} ${visible(damage)}\n  What depends on advisories is unknown until they are had again: selvedge advisories sync\n`;
  const head =
    sources.length === 0
      ? [
          `${style.yellow(marks.unknown)} No advisories on this machine: whether a dependency is affected is unknown.`,
          '  selvedge advisories sync          gets them, over the network',
          '  selvedge advisories import PATH   takes them from files',
        ]
      : [style.bold('Advisories on this machine'), ...sources.flatMap((source) => rowOf(source, terminal))];
  const missing = failed.flatMap(({ id, message }) =>
    indented(`${style.red(marks.fail)} ${pad(id, 20)} never had: `, message, terminal),
  );
  const stale = sources.filter(({ isStale }) => isStale);
  const next =
    stale.length === 0
      ? []
      : [
          '',
          ...wrap(
            `${stale.length === sources.length ? 'All are' : `${stale.map(({ id }) => id).join(', ')} ${stale.length === 1 ? 'is' : 'are'}`} too old to decide by: what ${stale.length === 1 ? 'it speaks' : 'they speak'} of is unknown, and not passed. selvedge advisories sync`,
            terminal.columns,
          ),
        ];
  return `${[...head, ...missing, ...next].join('\n')}\n`;
}

function rowOf(source: SourceStatus, terminal: Terminal): string[] {
  const { style, marks, columns } = terminal;
  const { id, kind, types, records, ageHours, limitHours, isStale, failure, problems, partial } = source;
  const mark = isStale ? style.yellow(marks.unknown) : style.green(marks.pass);
  const about = kind === 'advisories' ? types.join(' ') : aboutOf[kind];
  const age =
    source.checkedAt === 0
      ? 'never had whole'
      : `${ageInWords(ageHours)}${isStale ? ` (limit ${ageInWords(limitHours)})` : ''}`;
  const row = `${pad(id, 20)} ${grouped(records).padStart(9)}  ${pad(keepEnd(about, 18, marks.ellipsis), 18)} ${age}`;
  return [
    `${mark} ${isStale ? style.yellow(row) : row}`,
    ...(failure === undefined
      ? []
      : indented('    ', `the last try failed, ${new Date(failure.at).toISOString()}: ${failure.message}`, terminal)),
    ...(problems.count === 0
      ? []
      : [
          style.dim(
            `    ${counted(problems.count, 'thing')} in it made no sense and ${problems.count === 1 ? 'was' : 'were'} left out`,
          ),
        ]),
    ...(partial === true ? [style.dim('    speaks of a part alone: its silence says nothing'.slice(0, columns))] : []),
  ];
}

const aboutOf: Readonly<Record<Exclude<SourceStatus['kind'], 'advisories'>, string>> = {
  exploited: 'what is exploited',
  epss: 'what will be',
  facts: 'ends of life',
};

/** "5 hours", "9 days". */
export function ageInWords(hours: number): string {
  if (hours < 1) return 'under an hour';
  return hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}
