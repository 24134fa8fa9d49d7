import type { Finding } from '#ground/model';

/** Three before and three after. */
const around = 3;
const maxLine = 400;
const maxLines = 20;
/** Beyond this many, a list says more than code does. */
const maxFindings = 1_000;

/** Gives the whole text of a file of what was scanned, or undefined when it cannot be had. */
export type ReadText = (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Adds to each finding the lines around it. Every finding that lies in these lines is redacted, and so is its text
 * wherever else it stands in them: a secret is often written twice.
 */
export async function withContext<F extends Finding>(findings: readonly F[], read: ReadText): Promise<F[]> {
  const shown = findings.slice(0, maxFindings);
  const texts = await read([...new Set(shown.map((finding) => finding.location.path))]);
  const byPath = Map.groupBy(shown, (finding) => finding.location.path);
  const contexts = new Map<F, NonNullable<Finding['context']>>();
  for (const [path, inFile] of byPath) {
    const text = texts.get(path);
    if (text === undefined) continue;
    const lines = text.split('\n');
    if (!inFile.every((finding) => stands(finding, lines))) continue;
    // Other findings' text is no secret: it is what they are about.
    const redacted = redactAll(
      lines,
      inFile.filter(({ locus }) => locus.kind === 'secret'),
    );
    for (const finding of inFile) {
      const context = linesAround(redacted, finding);
      if (context !== undefined) contexts.set(finding, context);
    }
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

function linesAround(lines: readonly string[], finding: Finding): Finding['context'] | undefined {
  const { startLine, endLine } = finding.location;
  if (startLine > lines.length) return undefined;
  const from = Math.max(1, startLine - around);
  const to = Math.min(lines.length, endLine + around, from + maxLines - 1);
  // The last line of a file that ends in a line break is empty, and none.
  const last = to === lines.length && to > endLine && lines[to - 1] === '' ? to - 1 : to;
  return { startLine: from, lines: lines.slice(from - 1, last).map((line) => cut(line, finding.excerpt)) };
}

/** Columns of a line, from 0, the end not included, and what stands there instead. */
interface Redaction {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** The file's lines with the text of each finding replaced by its redaction, and again wherever it is repeated. */
function redactAll(lines: readonly string[], findings: readonly Finding[]): string[] {
  const whole = lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const redactions = new Map<number, Redaction[]>();
  const repeated: { text: string; by: string }[] = [];
  for (const finding of findings) {
    for (
      let number = finding.location.startLine;
      number <= Math.min(finding.location.endLine, whole.length);
      number += 1
    ) {
      const line = whole[number - 1] ?? '';
      const redaction = redactionOf(line, number, finding);
      redactions.set(number, [...(redactions.get(number) ?? []), redaction]);
      const text = line.slice(redaction.from, redaction.to);
      if (text.length >= 8 && text !== redaction.by) repeated.push({ text, by: redaction.by });
    }
  }
  return whole.map((line, at) => {
    const redacted = apply(line, merged(redactions.get(at + 1) ?? []));
    return repeated.reduce((text, again) => text.replaceAll(again.text, again.by), redacted);
  });
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
