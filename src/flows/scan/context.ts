import type { Finding } from '#ground/model';

/** Three before and three after. */
const around = 3;
const maxLine = 400;
const maxLines = 20;
/** Beyond this many, a list says more than code does. */
const maxFindings = 1_000;
/** Of so many secrets of a file the text is looked for again: an analyzer finds most repetitions itself. */
const maxRepeated = 200;

/** Gives the whole text of a file of what was scanned, or undefined when it cannot be had. */
export type ReadText = (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Finds the secrets of a whole file, for a scan that looked at a part of it. */
export type FindAll = (path: string, text: string) => Promise<readonly Finding[]>;

/**
 * Adds to each finding the lines around it. Every secret that lies in these lines is redacted, and so is its text
 * wherever else it stands in them: a secret is often written twice.
 */
export async function withContext<F extends Finding>(
  findings: readonly F[],
  read: ReadText,
  findAll?: FindAll,
): Promise<F[]> {
  const shown = new Set(findings.slice(0, maxFindings));
  const texts = await read([...new Set([...shown].map((finding) => finding.location.path))]);
  const contexts = new Map<F, NonNullable<Finding['context']>>();
  for (const [path, inFile] of Map.groupBy(findings, (finding) => finding.location.path)) {
    const text = texts.get(path);
    if (text === undefined) continue;
    const lines = text.split('\n');
    if (!inFile.every((finding) => stands(finding, lines))) continue;
    const all: readonly Finding[] = findAll === undefined ? inFile : [...inFile, ...(await findAll(path, text))];
    // Other findings' text is no secret: it is what they are about.
    const redacted = redactedLines(
      lines,
      all.filter(({ locus }) => locus.kind === 'secret'),
    );
    for (const finding of inFile.filter((one) => shown.has(one)))
      contexts.set(finding, linesAround(lines.length, redacted, finding));
  }
  return findings.map((finding) => {
    const context = contexts.get(finding);
    return context === undefined ? finding : { ...finding, context };
  });
}

/**
 * Whether the finding's text still is where it was found. A file that changed since has its secrets elsewhere, and lines
 * redacted by their old places would show them: then none are shown.
 */
function stands({ excerpt, location }: Finding, lines: readonly string[]): boolean {
  const { startLine, startColumn, endLine, endColumn } = location;
  const first = lines[startLine - 1];
  const last = lines[endLine - 1];
  if (first === undefined || last === undefined || last.length < endColumn - 1) return false;
  if (startLine !== endLine || excerpt === undefined) return true;
  const text = first.slice(startColumn - 1, endColumn - 1);
  const [before = '', after] = excerpt.split('••••');
  return after === undefined || (text.startsWith(before) && text.endsWith(after));
}

/** `stands` held, so that the finding's lines are there. */
function linesAround(
  count: number,
  line: (number: number) => string,
  { location, excerpt }: Finding,
): NonNullable<Finding['context']> {
  const from = Math.max(1, location.startLine - around);
  const to = Math.min(count, location.endLine + around, from + maxLines - 1);
  // The last line of a file that ends in a line break is empty, and none.
  const last = to === count && to > location.endLine && line(to) === '' ? to - 1 : to;
  return { startLine: from, lines: Array.from({ length: last - from + 1 }, (_, at) => cut(line(from + at), excerpt)) };
}

/** Columns of a line, from 0, the end not included, and what stands there instead. */
interface Redaction {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** Gives a line, by its number, with the text of each secret replaced by its redaction, and again where it is repeated. */
function redactedLines(lines: readonly string[], secrets: readonly Finding[]): (number: number) => string {
  const at = (number: number): string => (lines[number - 1] ?? '').replace(/\r$/, '');
  const redactions = new Map<number, Redaction[]>();
  const repeated = new Map<string, string>();
  for (const secret of secrets) {
    const { startLine, endLine } = secret.location;
    for (let number = startLine; number <= Math.min(endLine, lines.length); number += 1) {
      const line = at(number);
      const redaction = redactionOf(line, number, secret);
      const others = redactions.get(number);
      if (others === undefined) redactions.set(number, [redaction]);
      else others.push(redaction);
      const text = line.slice(redaction.from, redaction.to);
      if (text.length >= 8 && text !== redaction.by && repeated.size < maxRepeated) repeated.set(text, redaction.by);
    }
  }
  const done = new Map<number, string>();
  return (number) => {
    const known = done.get(number);
    if (known !== undefined) return known;
    let line = apply(at(number), merged(redactions.get(number) ?? []));
    for (const [text, by] of repeated) line = line.replaceAll(text, by);
    done.set(number, line);
    return line;
  };
}

function redactionOf(line: string, number: number, finding: Finding): Redaction {
  const { startLine, startColumn, endLine, endColumn } = finding.location;
  const from = number === startLine ? startColumn - 1 : 0;
  const to = Math.max(from, number === endLine ? endColumn - 1 : line.length);
  const text = line.slice(from, to);
  return { from, to, by: startLine === endLine ? shownAs(finding, text) : ofMany(text) };
}

/** Of a text of several lines, such as a private key, what frames it is shown and the rest is not. */
function ofMany(text: string): string {
  if (/^\s*-----(BEGIN|END) [A-Z0-9 ]{1,40}-----\s*$/.test(text)) return text;
  return text.trim() === '' ? text : '…';
}

/** Two rules may claim texts that overlap; what both cover becomes one, of which nothing is shown unless they are equal. */
function merged(redactions: readonly Redaction[]): Redaction[] {
  const apart: Redaction[] = [];
  for (const next of [...redactions].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = apart.at(-1);
    if (last === undefined || next.from >= last.to) apart.push(next);
    else if (next.from !== last.from || next.to !== last.to)
      apart.splice(-1, 1, { from: last.from, to: Math.max(last.to, next.to), by: '…' });
  }
  return apart;
}

function apply(line: string, redactions: readonly Redaction[]): string {
  return redactions.reduceRight((text, { from, to, by }) => text.slice(0, from) + by + text.slice(to), line);
}

/** The analyzer's redaction of the very text, where it gave one; otherwise one that shows less. */
function shownAs(finding: Finding, text: string): string {
  if (finding.excerpt !== undefined && !finding.excerpt.includes('\n')) return finding.excerpt;
  return text.length < 12 ? '…' : `${text.slice(0, 2)}…`;
}

/** At most 400 characters of a line: around the redaction where it stands in it, the beginning otherwise. */
function cut(line: string, excerpt: string | undefined): string {
  if (line.length <= maxLine) return line.toWellFormed();
  const at = excerpt === undefined ? -1 : line.indexOf(excerpt);
  const from = at < 0 ? 0 : Math.max(0, Math.min(at - 100, line.length - maxLine));
  return line.slice(from, from + maxLine).toWellFormed();
}
