import type { Program } from 'oxc-parser';
import type { NotLookedAt, NotLookedAtReason } from '#ground/model';
import { ModuleBuilder } from '../ir/builder.ts';
import type { ModuleIr } from '../ir/ir.ts';
import { lowerExpression } from './expressions.ts';
import { lowerClass, lowerFunction } from './functions.ts';
import { type Lowerers, Lowering, OutOfTime } from './lowering.ts';
import { isTooDeep } from './depth.ts';
import { parse, type Language } from './parse.ts';
import { assign } from './patterns.ts';
import { recover, type Recovered, type SourceType } from './recover.ts';
import { exportsName } from './scope.ts';
import { findScopes } from './scopes.ts';
import { lowerStatements } from './statements.ts';

export interface CodeText {
  readonly path: string;
  readonly text: string;
}

export interface Lowered {
  /** Absent when nothing of the file could be lowered. */
  readonly ir?: ModuleIr;
  readonly notLookedAt: readonly NotLookedAt[];
  /** It was left out as one expects of what a tool made: unless code that is looked at runs it. */
  readonly isGenerated?: true;
}

const lowerers: Lowerers = {
  expression: lowerExpression,
  statements: lowerStatements,
  assign,
  function: lowerFunction,
  class: lowerClass,
};

/** Lowers a text whose language is known. */
export function lowerText(path: string, text: string, lang: Language, deadline: number): Lowered {
  if (isTooDeep(text, lang !== 'ts')) return { notLookedAt: [gap(path, 'too-deep')] };
  const read = readProgram(path, text, lang, deadline);
  if ('notLookedAt' in read) return read;
  const { program, gaps } = read;
  const notLookedAt = gaps.map(({ start, end, message }) =>
    gap(path, 'parse-failed', `${linesOf(text, start, end)}: ${message}`),
  );
  try {
    return { ir: lowerProgram(program, text, deadline), notLookedAt };
  } catch (error) {
    if (error instanceof OutOfTime) return { notLookedAt: [gap(path, 'timed-out')] };
    if (error instanceof RangeError) return { notLookedAt: [gap(path, 'too-deep')] };
    throw error;
  }
}

/** The tree, of as much of the text as parses. Code with types in files that are named otherwise (Flow) is read as TypeScript. */
export function readProgram(path: string, text: string, lang: Language, deadline: number): Recovered | Lowered {
  const type = sourceTypeOf(path, text);
  let first = parse(text, lang, type);
  const others: readonly (readonly [Language, SourceType])[] = [
    [lang, type === 'module' ? 'script' : 'module'],
    [lang === 'ts' ? 'ts' : 'tsx', type],
  ];
  for (const [otherLang, otherType] of others) {
    if ('program' in first || first.error === 'too-deep') break;
    const other = parse(text, otherLang, otherType);
    if ('program' in other) first = other;
  }
  if ('program' in first) return { program: first.program, text, gaps: [] };
  if (first.error === 'too-deep') return { notLookedAt: [gap(path, 'too-deep')] };
  const recovered = recover(text, first.error, lang, type, deadline);
  return (
    recovered ?? {
      notLookedAt: [
        gap(path, 'parse-failed', `${linesOf(text, first.error.at, first.error.at)}: ${first.error.message}`),
      ],
    }
  );
}

/** `line 3` or `lines 3-5`. */
export function linesOf(text: string, start: number, end: number): string {
  const from = text.slice(0, start + /^\s*/.exec(text.slice(start, end))![0].length).split('\n').length;
  const to = Math.max(from, text.slice(0, end).trimEnd().split('\n').length);
  return from === to ? `line ${from}` : `lines ${from}-${to}`;
}

export function languageOf(path: string): Language {
  if (/\.[mc]?ts$/.test(path)) return 'ts';
  return path.endsWith('.tsx') ? 'tsx' : 'jsx';
}

function sourceTypeOf(path: string, text: string): 'module' | 'commonjs' {
  if (/\.[mc][jt]s$/.test(path)) return path.at(-3) === 'm' ? 'module' : 'commonjs';
  return /^\s*(?:import|export)\b/m.test(text) ? 'module' : 'commonjs';
}

export function gap(path: string, reason: NotLookedAtReason, detail?: string): NotLookedAt {
  return { path, by: 'code', reason, ...(detail !== undefined && { detail: detail.slice(0, 500) }), expected: false };
}

/** `place`: where in the file an offset of the parsed text is, where those differ. */
export function lowerProgram(
  program: Program,
  text: string,
  deadline: number,
  place?: (at: number) => number,
): ModuleIr {
  const module = new ModuleBuilder('javascript', text);
  const l = new Lowering(module, findScopes(program), text, lowerers, deadline);
  if (l.scope.names.has(exportsName)) l.writeName(exportsName, l.f.object([], 0, 0), 0, 0);
  lowerStatements(l, program.body);
  for (const one of l.exports) one();
  return module.finish(place);
}
