import type { Program } from 'oxc-parser';
import type { NotLookedAt, NotLookedAtReason } from '#ground/model';
import { ModuleBuilder } from '../ir/builder.ts';
import type { ModuleIr } from '../ir/ir.ts';
import { lowerExpression } from './expressions.ts';
import { lowerClass, lowerFunction } from './functions.ts';
import { type Lowerers, Lowering, OutOfTime } from './lowering.ts';
import { parse, type Language } from './parse.ts';
import { assign } from './patterns.ts';
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
}

const lowerers: Lowerers = {
  expression: lowerExpression,
  statements: lowerStatements,
  assign,
  function: lowerFunction,
  class: lowerClass,
};

/**
 * Lowers one file of JavaScript or TypeScript (by its ending; JSX in both) to the one form. What of it could not be read is told, with its
 * lines. Never throws. `deadline`: milliseconds of `performance.now()`.
 */
export function lowerJavaScript({ path, text }: CodeText, deadline: number): Lowered {
  const parsed = parse(text, languageOf(path), sourceTypeOf(path, text));
  if (!('program' in parsed)) {
    if (parsed.error === 'too-deep') return { notLookedAt: [gap(path, 'too-deep')] };
    return { notLookedAt: [gap(path, 'parse-failed', parsed.error.message)] };
  }
  try {
    return { ir: lowerProgram(parsed.program, text, deadline), notLookedAt: [] };
  } catch (error) {
    if (error instanceof OutOfTime) return { notLookedAt: [gap(path, 'timed-out')] };
    if (error instanceof RangeError) return { notLookedAt: [gap(path, 'too-deep')] };
    throw error;
  }
}

function languageOf(path: string): Language {
  if (/\.[mc]?ts$/.test(path)) return 'ts';
  return path.endsWith('.tsx') ? 'tsx' : 'jsx';
}

function sourceTypeOf(path: string, text: string): 'module' | 'commonjs' {
  if (/\.[mc][jt]s$/.test(path)) return path.at(-3) === 'm' ? 'module' : 'commonjs';
  return /^\s*(?:import|export)\b/m.test(text) ? 'module' : 'commonjs';
}

function gap(path: string, reason: NotLookedAtReason, detail?: string): NotLookedAt {
  return { path, by: 'code', reason, ...(detail !== undefined && { detail: detail.slice(0, 500) }), expected: false };
}

function lowerProgram(program: Program, text: string, deadline: number): ModuleIr {
  const module = new ModuleBuilder('javascript', text);
  const l = new Lowering(module, findScopes(program), text, lowerers, deadline);
  if (l.scope.names.has(exportsName)) l.writeName(exportsName, l.f.object([], 0, 0), 0, 0);
  lowerStatements(l, program.body);
  for (const one of l.exports) one();
  return module.finish();
}
