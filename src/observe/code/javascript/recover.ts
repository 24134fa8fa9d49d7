import type { Program } from 'oxc-parser';
import { parse, type Language, type Parsed, type SyntaxError } from './parse.ts';
import { type Region, regionsAround } from './regions.ts';

export interface Gap extends Region {
  readonly message: string;
}

export interface Recovered {
  readonly program: Program;
  /** The text without what was left out. */
  readonly text: string;
  /** What was left out for the rest to parse, in order. */
  readonly gaps: readonly Gap[];
}

export type SourceType = 'module' | 'commonjs' | 'script';

const mostParses = 32;

/**
 * Parses a text of which parts are no code, without those: each is blanked as small as possible, keeping all other offsets. Undefined when
 * that does not come to an end soon.
 */
export function recover(
  text: string,
  first: SyntaxError,
  lang: Language,
  type: SourceType,
  deadline: number,
): Recovered | undefined {
  const marked = withoutConflicts(text);
  let current = marked.text;
  const gaps: Gap[] = [...marked.gaps];
  let parses = 0;
  const attempt = (candidate: string): Parsed | undefined => {
    if (++parses > mostParses || performance.now() > deadline) return undefined;
    return parse(candidate, lang, type);
  };
  let error: SyntaxError = first;
  if (marked.gaps.length > 0) {
    const parsed = attempt(current);
    if (parsed === undefined || 'program' in parsed) return parsed && { program: parsed.program, text: current, gaps };
    if (parsed.error === 'too-deep') return undefined;
    ({ error } = parsed);
  }
  for (;;) {
    let next: { error: SyntaxError; region: Region; text: string } | undefined;
    for (const region of regionsAround(current, error.at, lang !== 'ts')) {
      // What takes the next error away with it is no smaller loss than to go on to that one.
      if (next !== undefined && region.start <= next.error.at && next.error.at < region.end) continue;
      const candidate = blanked(current, region);
      const parsed = attempt(candidate);
      if (parsed === undefined) return undefined;
      const gap = { ...region, message: error.message };
      if ('program' in parsed) return { program: parsed.program, text: candidate, gaps: inOrder([...gaps, gap]) };
      if (parsed.error === 'too-deep') return undefined;
      if (parsed.error.at <= region.end) continue;
      if (next === undefined || parsed.error.at > next.error.at)
        next = { error: parsed.error, region, text: candidate };
      // Another error, well behind this one: the region was all that was wrong so far.
      if (parsed.error.at > behindLines(current, region.end)) break;
    }
    if (next === undefined) return undefined;
    current = next.text;
    gaps.push({ ...next.region, message: error.message });
    ({ error } = next);
  }
}

/** Where the third line behind a place ends. */
function behindLines(text: string, from: number): number {
  let at = from;
  for (let line = 0; line < 3 && at >= 0; line++) at = text.indexOf('\n', at + 1);
  return at < 0 ? text.length : at;
}

/** Spaces for all but the ends of lines. */
export function blanked(text: string, { start, end }: Region): string {
  return text.slice(0, start) + text.slice(start, end).replaceAll(/[^\r\n]/g, ' ') + text.slice(end);
}

function inOrder(gaps: readonly Gap[]): Gap[] {
  return [...gaps].sort((one, other) => one.start - other.start);
}

/** Of a conflict that git left in a file, our side is kept. */
function withoutConflicts(text: string): { text: string; gaps: Gap[] } {
  const gaps: Gap[] = [];
  let current = text;
  const conflict = /^<{7} .*\n([^]*?)^(?:\|{7}[^]*?^)?={7}\r?\n[^]*?^>{7}.*$/gm;
  if (!/^<{7} /m.test(text) || !/^>{7}/m.test(text)) return { text, gaps };
  for (const found of text.matchAll(conflict)) {
    const start = found.index;
    const ours = start + found[0].indexOf('\n') + 1;
    const theirs = ours + found[1]!.length;
    const end = start + found[0].length;
    current = blanked(blanked(current, { start, end: ours }), { start: theirs, end });
    gaps.push({ start: theirs, end, message: 'the other side of a conflict that is not resolved' });
  }
  return { text: current, gaps };
}
