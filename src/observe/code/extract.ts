import type { Extraction, NotLookedAt, SourceFile } from '#ground/model';
import type { Parsers } from '#ground/syntax';
import type { CodeFacts, MatchFacts } from './facts.ts';
import type { ModuleIr } from './ir/ir.ts';
import { packIr } from './ir/packed.ts';
import { inlineTemplates, type Lowered, lowerJavaScript, lowerScripts, lowerTemplate } from './javascript/index.ts';
import { manifestFacts } from './modules/index.ts';
import { copiedFolderOf, languageOf, saysWhereModulesAre } from './paths.ts';
import { joinValues } from './patterns/join.ts';
import type { Patterns } from './patterns/run.ts';
import { lowerPython } from './python/index.ts';

/** What this thread extracts with. */
export interface Extractors {
  parsers(): Parsers;
  patterns(): Patterns;
}

/** One file's code in the one form, and what pattern rules find in it. What is not understood of it is told. */
export function extractCode(file: SourceFile, deadline: number, extractors: Extractors): Extraction<CodeFacts> {
  const copied = copiedFolderOf(file.path);
  if (copied !== undefined) return leftOut(copied);
  const text = textOf(file.bytes);
  const lowered = lowerCode(file.path, text, deadline, extractors);
  const matched = matchPatterns(file.path, text, deadline, extractors);
  const facts = { ...lowered.facts, ...(matched.matches.length > 0 && { matches: matched.matches }) };
  const gaps = [...(lowered.notLookedAt ?? []), ...matched.gaps];
  return {
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(gaps.length > 0 && { notLookedAt: gaps }),
  };
}

function matchPatterns(
  path: string,
  text: string,
  deadline: number,
  extractors: Extractors,
): { readonly matches: readonly MatchFacts[]; readonly gaps: readonly NotLookedAt[] } {
  const { matches, notLookedAt } = extractors.patterns().match({ path, text }, deadline);
  return {
    matches: matches.map((match): MatchFacts => {
      const { rule, startLine, startColumn, endLine, endColumn, locus, message, fix, source, metavariables } = match;
      return {
        rule: rule.id,
        at: [startLine, startColumn, endLine, endColumn],
        ...(locus.symbol !== '' && { symbol: locus.symbol.slice(0, 1024) }),
        snippet: locus.snippet,
        message: message.slice(0, 1000),
        ...(fix !== undefined && { fix }),
        ...(rule.metadata['confidence'] === 'LOW' && { isPossible: true as const }),
        ...(rule.join !== undefined && {
          join: { as: rule.join.as, values: joinValues(metavariables, rule.join.renames) },
        }),
        ...(source !== undefined && { source: [source.line, source.column] as const }),
      };
    }),
    gaps: notLookedAt.map(({ rule, code, detail }) => ({
      path,
      by: rule ?? 'code',
      reason: reasons[code],
      detail,
      expected: false,
    })),
  };
}

const reasons = {
  'too-deep': 'too-deep',
  'too-long': 'rule-timed-out',
  'syntax-error': 'parse-failed',
  'parser-failed': 'parse-failed',
} as const;

function lowerCode(path: string, whole: string, deadline: number, extractors: Extractors): Extraction<CodeFacts> {
  if (saysWhereModulesAre(path)) {
    const manifest = manifestFacts(path, whole);
    return manifest === undefined ? {} : { facts: { manifest } };
  }
  const language = languageOf(path);
  if (language === 'html' || language === 'template') return pageOf({ path, text: whole }, deadline);
  if (language !== 'javascript' && language !== 'component' && language !== 'python') return {};
  const file = { path, text: whole };
  if (language === 'python' && isOddlyEncoded(whole)) return { notLookedAt: [{ path, by: 'code', ...oddlyEncoded }] };
  const lowered: Lowered =
    language === 'python' ? lowerPython(file, extractors.parsers(), deadline) : lowerJavaScript(file, deadline);
  const parts = lowered.ir === undefined ? [] : inlineTemplates(file, lowered.ir, deadline);
  return extractionOf(lowered, parts);
}

/** A page: what a template puts out, and the scripts that stand in it. */
function pageOf(file: { readonly path: string; readonly text: string }, deadline: number): Extraction<CodeFacts> {
  const template = lowerTemplate(file.path, file.text, deadline);
  const scripts = /\.(?:pug|jade)$/.test(file.path) ? undefined : lowerScripts(file, deadline);
  if (template === undefined && scripts === undefined) return {};
  const notLookedAt = [...(template?.notLookedAt ?? []), ...(scripts?.notLookedAt ?? [])];
  const { ir } = template ?? {};
  return extractionOf({ ...(ir !== undefined && { ir }), notLookedAt }, scripts?.ir === undefined ? [] : [scripts.ir]);
}

function extractionOf(lowered: Lowered | undefined, parts: readonly ModuleIr[] = []): Extraction<CodeFacts> {
  if (lowered === undefined) return {};
  const { ir, notLookedAt, isGenerated } = lowered;
  const facts = {
    ...(ir !== undefined && { ir: packIr(ir) }),
    ...(parts.length > 0 && { parts: parts.map((part) => packIr(part)) }),
    ...(isGenerated === true && { isGenerated }),
  };
  return {
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(notLookedAt.length > 0 && { notLookedAt: notLookedAt.map((gap) => ({ ...gap, by: 'code' })) }),
  };
}

/** Copied packages. Files that no ignore rule keeps out of the project are its own, whatever their folder is called; Yarn's own are usual. */
function leftOut(path: string): Extraction<CodeFacts> {
  const isFolder = path.endsWith('/');
  const detail = isFolder
    ? 'packages that were copied into the tree: their code was not looked at'
    : "it belongs to the project's package manager";
  return {
    ...(!isFolder && { facts: { isGenerated: true } }),
    notLookedAt: [{ path, by: 'code', reason: 'excluded', detail, expected: !isFolder }],
  };
}

/** Whether Python reads other characters than stand there (PEP 263): in UTF-7 a comment can hold code. */
function isOddlyEncoded(text: string): boolean {
  const declared = /^(?:[^\n]*\n)?[ \t\f]*#[^\n]*?coding[:=][ \t]*([\w.-]+)/.exec(text.slice(0, 1000))?.[1];
  return (
    declared !== undefined &&
    !/^(?:utf[-_]?8(?:[-_]sig)?|ascii|us[-_]ascii|latin[-_]?1|iso[-_]?8859[-_]\d+|cp125\d|windows[-_]125\d|koi8[-_][ru]|euc[-_]\w+|gb\w+|big5|shift[-_]jis|cp932|cp949)$/i.test(
      declared,
    )
  );
}

const oddlyEncoded = {
  reason: 'invalid-encoding',
  detail: 'it says to be in an encoding that is not read here',
  expected: false,
} as const;

const utf8 = new TextDecoder();

function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}
