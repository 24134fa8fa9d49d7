import type { Finding } from '#ground/model';

/** Three before and three after. */
const around = 3;
const maxLine = 400;
const maxLines = 20;
/** Beyond this many, a list says more than code does. */
const maxFindings = 1_000;
/** As much of a line without a finding is read, be it longer; and so much before that is not shown, since it may be a secret's beginning. */
const neighbour = { read: 4096, unsure: 512 };
/** Characters that are looked through for repetitions, of each secret in each line: some tenths of a second. */
const maxLookedThrough = 300_000_000;

/** Gives the whole text of a file of what was scanned, or undefined when it cannot be had. */
export type ReadText = (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Places of all in a text that could be a secret, in order and apart, in UTF-16 units: more than there are findings, as some were not
 * looked for, or not believed. Undefined when they cannot be told.
 */
export type Redactor = (text: string, shown: readonly Span[]) => readonly Span[] | undefined;

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Adds to each finding the lines around it. All in these lines that could be a secret is redacted, and so is each secret's text
 * wherever else it stands in them: a secret is often written twice. Without a redactor, or when it cannot tell, no lines are shown.
 */
export async function withContext<F extends Finding>(
  findings: readonly F[],
  read: ReadText,
  redactor: Redactor | undefined,
): Promise<F[]> {
  if (redactor === undefined) return [...findings];
  const shown = new Set(findings.slice(0, maxFindings));
  const texts = await read([...new Set([...shown].map((finding) => finding.location.path))]);
  const contexts = new Map<F, NonNullable<Finding['context']>>();
  for (const [path, inFile] of Map.groupBy(findings, (finding) => finding.location.path)) {
    const text = texts.get(path);
    if (text === undefined) continue;
    const lines = text.split('\n');
    const places = redactor(text, spansShown(lines, inFile));
    if (places === undefined) continue;
    if (!inFile.every((finding) => stands(finding, lines))) continue;
    // Other findings' text is no secret: it is what they are about.
    const secrets = inFile.filter(({ locus }) => locus.kind === 'secret');
    const redacted = redactedLines(lines, secrets, places, inFile.filter(isAboutConstant));
    for (const finding of inFile.filter((one) => shown.has(one))) {
      const context = linesAround(lines.length, redacted, finding);
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

/** The lines that are shown of these findings, as parts of the text, in order and apart. */
function spansShown(lines: readonly string[], findings: readonly Finding[]): Span[] {
  const isShown = new Uint8Array(lines.length + 1);
  for (const { location } of findings)
    isShown.fill(1, Math.max(0, location.startLine - 1 - around), Math.min(lines.length, location.endLine + around));
  const isFound = new Uint8Array(lines.length + 1);
  for (const { location } of findings) isFound.fill(1, location.startLine - 1, location.endLine);
  const spans: Span[] = [];
  let start = 0;
  let begun: number | undefined;
  for (const [at, line] of lines.entries()) {
    if (isShown[at] === 1) begun ??= start;
    const isCut = isFound[at] !== 1 && line.length > neighbour.read;
    const end = start + (isCut ? neighbour.read : line.length);
    start += line.length + 1;
    if (begun === undefined || (isShown[at + 1] === 1 && !isCut)) continue;
    spans.push({ start: begun, end });
    begun = undefined;
  }
  return spans;
}

/** A line by its number, redacted; undefined when that takes too long. */
type RedactedLine = (number: number) => string | undefined;

/** `stands` held, so that the finding's lines are there. */
function linesAround(count: number, line: RedactedLine, { location, excerpt }: Finding): Finding['context'] {
  const from = Math.max(1, location.startLine - around);
  const to = Math.min(count, location.endLine + around, from + maxLines - 1);
  // The last line of a file that ends in a line break is empty, and none.
  const last = to === count && to > location.endLine && line(to) === '' ? to - 1 : to;
  const lines: string[] = [];
  for (let number = from; number <= last; number += 1) {
    const redacted = line(number);
    if (redacted === undefined) return undefined;
    lines.push(cut(redacted, excerpt));
  }
  return { startLine: from, lines };
}

/** Columns of a line, from 0, the end not included, and what stands there instead. */
interface Redaction {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** Gives a line with each secret replaced by its redaction, again where it is repeated, and all other places by none. */
function redactedLines(
  lines: readonly string[],
  secrets: readonly Finding[],
  places: readonly Span[],
  aboutConstants: readonly Finding[],
): RedactedLine {
  const at = (number: number): string => {
    const line = lines[number - 1] ?? '';
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  };
  const found = new Map<number, Redaction[]>();
  const others = new Map<number, Redaction[]>();
  const repeated = new Map<string, string>();
  const add = (to: Map<number, Redaction[]>, number: number, redaction: Redaction): void => {
    const inLine = to.get(number);
    if (inLine === undefined) to.set(number, [redaction]);
    else inLine.push(redaction);
    const text = at(number).slice(redaction.from, redaction.to);
    // Text without a digit is more often a word of the code than a password.
    const isRepeated = text.length >= 8 && text !== redaction.by && (to === found || /[0-9]/.test(text));
    if (isRepeated && !repeated.has(text)) repeated.set(text, redaction.by);
  };
  for (const secret of secrets) {
    const { startLine, endLine } = secret.location;
    for (let number = startLine; number <= Math.min(endLine, lines.length); number += 1)
      add(found, number, redactionOf(at(number), number, secret));
  }
  for (const { number, from, to } of placesByLine(lines, places))
    add(others, number, { from, to, by: ofMany(at(number).slice(from, to)) });
  for (const { location } of aboutConstants)
    for (
      let number = location.startLine;
      number <= Math.min(location.endLine, location.startLine + maxLines);
      number += 1
    )
      for (const redaction of literalsIn(at(number))) {
        const known = [...(others.get(number) ?? []), ...(found.get(number) ?? [])];
        for (const rest of outside([redaction], merged(known))) add(others, number, rest);
      }
  const done = new Map<number, string>();
  let lookedThrough = 0;
  return (number) => {
    const known = done.get(number);
    if (known !== undefined) return known;
    const own = merged(found.get(number) ?? []);
    const isCut = own.length === 0 && at(number).length > neighbour.read;
    const whole = isCut ? at(number).slice(0, neighbour.read) : at(number);
    lookedThrough += whole.length * repeated.size;
    if (lookedThrough > maxLookedThrough) return undefined;
    const rest = outside(others.get(number) ?? [], own).filter(({ from }) => from < whole.length);
    let line = apply(whole, [...own, ...rest]);
    for (const [text, by] of repeated) line = line.replaceAll(text, by);
    if (isCut) line = line.slice(0, -neighbour.unsure);
    done.set(number, line);
    return line;
  };
}

/** Findings that say that a password or a key stands in the code: any literal in their lines may be it, whatever it looks like. */
function isAboutConstant({ locus, rule, attributes }: Finding): boolean {
  if (locus.kind !== 'symbol') return false;
  const { cwe } = attributes;
  return rule.startsWith('code/hard-coded-') || (typeof cwe === 'string' && /^CWE-(?:259|321|798)$/.test(cwe));
}

function* literalsIn(line: string): Generator<Redaction> {
  if (line.length > neighbour.read) {
    yield { from: 0, to: line.length, by: '…' };
    return;
  }
  for (const { index, 0: text } of line.matchAll(/(["'`])(?:(?!\1)[^\\]|\\.)*(?:\1|$)/g))
    if (text.length >= 6)
      yield { from: index + 1, to: index + text.length - (text.endsWith(text[0]!) ? 1 : 0), by: '…' };
}

/** Columns of the places in each line that they touch, in order. */
function* placesByLine(
  lines: readonly string[],
  places: readonly Span[],
): Generator<{ readonly number: number; readonly from: number; readonly to: number }> {
  let next = 0;
  let start = 0;
  for (const [at, line] of lines.entries()) {
    const end = start + line.length;
    for (let place = next; place < places.length && places[place]!.start < end; place += 1) {
      const { start: from, end: to } = places[place]!;
      yield { number: at + 1, from: Math.max(from, start) - start, to: Math.min(to, end) - start };
    }
    while (next < places.length && places[next]!.end <= end) next += 1;
    start = end + 1;
  }
}

/** What of the places no finding covers, whose redaction says more. `found` is in order and apart. */
function outside(places: readonly Redaction[], found: readonly Redaction[]): Redaction[] {
  return places.flatMap(({ from, to, by }) => {
    const parts: Redaction[] = [];
    let start = from;
    for (const covered of found) {
      if (covered.from >= to) break;
      if (covered.to <= start) continue;
      if (covered.from > start) parts.push({ from: start, to: covered.from, by });
      start = covered.to;
    }
    if (start < to) parts.push({ from: start, to, by });
    return parts;
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

/** The line with what is redacted replaced; redactions lie apart, in any order. */
function apply(line: string, redactions: readonly Redaction[]): string {
  let text = '';
  let at = 0;
  for (const { from, to, by } of redactions.toSorted((a, b) => a.from - b.from)) {
    text += line.slice(at, from) + by;
    at = to;
  }
  return text + line.slice(at);
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
