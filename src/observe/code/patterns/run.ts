import { type Parsers, SyntaxFailure } from '#ground/syntax';
import type { CompiledRule, PatternImage } from './image.ts';
import { Names } from './match/names.ts';
import type { Effort } from './match/frame.ts';
import { meets } from './need.ts';
import { isAboutSecrets, redacted } from './redacted.ts';
import { contentOf, sourceOf } from './search/conditions.ts';
import { fixedText } from './search/fix.ts';
import { OpenRule } from './search/open-rule.ts';
import { pathMatches } from './search/paths.ts';
import type { Found, Opener } from './search/found.ts';
import { Search } from './search/search.ts';
import { View } from './search/view.ts';
import { readData } from './tree/data.ts';
import { grammars, languageOfFile, type PatternLanguage } from './tree/languages.ts';
import { K, leaf, Node } from './tree/node.ts';
import { findTaint } from './taint/taint.ts';

export interface PatternMatch {
  readonly rule: CompiledRule;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** By name, as they stand in the code. */
  readonly metavariables: Readonly<Record<string, string>>;
  readonly message: string;
  /** What should stand in its place. */
  readonly fix?: string;
  /** Mode taint: where what arrives came from. */
  readonly source?: { readonly start: number; readonly end: number; readonly line: number; readonly column: number };
}

export interface Matched {
  readonly matches: readonly PatternMatch[];
  /** Rules, or the whole file, that were not looked at to the end, and why. */
  readonly notLookedAt: readonly {
    readonly rule?: string;
    readonly code: 'too-deep' | 'too-long' | 'syntax-error' | 'parser-failed';
    readonly detail: string;
  }[];
}

export interface Patterns {
  /** `languages`: files of these have rules. */
  readonly languages: ReadonlySet<PatternLanguage>;
  match(file: { readonly path: string; readonly text: string }, deadline: number): Matched;
}

/** How much matching one rule may do in one file. */
const stepsOfRule = 3_000_000;

/** Rules ready to run in this thread. */
export function openPatterns(image: PatternImage, parsers: Parsers): Patterns {
  const byLanguage = Map.groupBy(
    image.rules.map((rule) => new OpenRule(rule)),
    ({ rule }) => rule.language,
  );
  return {
    languages: new Set(byLanguage.keys()),
    match: (file, deadline) => new FileMatching(file, parsers, deadline).match(rulesFor(byLanguage, file.path)),
  };
}

function rulesFor(byLanguage: ReadonlyMap<PatternLanguage, readonly OpenRule[]>, path: string): readonly OpenRule[] {
  const own = languageOfFile(path);
  return [
    ...(own === undefined ? [] : (byLanguage.get(own) ?? [])),
    ...(byLanguage.get('generic') ?? []),
    ...(byLanguage.get('regex') ?? []),
  ].filter(({ rule }) => pathMatches(rule, path));
}

type Gap = Matched['notLookedAt'][number];

class FileMatching {
  private readonly path: string;
  private readonly text: string;
  private readonly parsers: Parsers;
  private readonly deadline: number;
  private readonly matches: PatternMatch[] = [];
  private readonly gaps: Gap[] = [];
  private readonly views = new Map<PatternLanguage, View | undefined>();

  constructor({ path, text }: { readonly path: string; readonly text: string }, parsers: Parsers, deadline: number) {
    this.path = path;
    this.text = text;
    this.parsers = parsers;
    this.deadline = deadline;
  }

  match(rules: readonly OpenRule[]): Matched {
    if (rules.length > 0) {
      const words = new Set(this.text.match(/[A-Za-z0-9_]+/g));
      const has = (word: string): boolean => words.has(word);
      for (const rule of rules) {
        if (!meets(rule.rule.need, has)) continue;
        if (performance.now() > this.deadline) {
          this.gaps.push({ rule: rule.rule.id, code: 'too-long', detail: 'the time for this file was up' });
          continue;
        }
        this.rule(rule);
      }
    }
    return { matches: this.matches, notLookedAt: this.gaps };
  }

  private rule(rule: OpenRule): void {
    const view = this.view(rule.rule.language);
    if (view === undefined) return;
    const effort: Effort = { steps: stepsOfRule };
    const search = new Search(view, rule, effort, this.opener);
    const { formula, taint } = rule.rule;
    const seen = new Set<string>();
    const add = (found: Found, source: Node | undefined): void => {
      const match = this.claim(rule.rule, found, view, source);
      const key = `${match.start}-${match.end}-${match.message}`;
      if (!seen.has(key)) this.matches.push(match);
      seen.add(key);
    };
    if (formula !== undefined) for (const found of search.find(formula)) add(found, undefined);
    if (taint !== undefined) for (const { found, source } of findTaint(taint, search)) add(found, source);
    if (effort.steps < 0 || effort.isCut === true)
      this.gaps.push({ rule: rule.rule.id, code: 'too-long', detail: 'matching took too many steps' });
  }

  private view(language: PatternLanguage): View | undefined {
    if (this.views.has(language)) return this.views.get(language);
    const view = this.open(this.text, language, 0, true);
    this.views.set(language, view);
    return view;
  }

  private readonly opener: Opener = (text, language, offset) => this.open(text, language, offset, false);

  private open(text: string, language: PatternLanguage, offset: number, isFile: boolean): View | undefined {
    if (language === 'generic' || language === 'regex') {
      const root = new Node(K.file, '', [], 0, text.length);
      return new View(text, language, root, new Names(root), offset);
    }
    const root = this.root(text, language, isFile);
    return root === undefined ? undefined : new View(text, language, root, new Names(root), offset);
  }

  private root(text: string, language: PatternLanguage, isFile: boolean): Node | undefined {
    const grammar = grammars[language]?.(isFile ? this.path : 'x');
    try {
      if (grammar === undefined) return readData(text, language);
      const tree = this.parsers.parse(grammar.grammar, text, { deadline: this.deadline });
      const { root, isCut } = grammar.conversion.convert(tree);
      if (isFile && isCut) this.gaps.push({ code: 'too-deep', detail: 'what is nested too deep was not looked at' });
      if (isFile && tree.problems.length > 0)
        this.gaps.push({ code: 'syntax-error', detail: `${tree.problems.length} places do not follow the grammar` });
      return root;
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
      if (isFile)
        this.gaps.push({ code: error.code === 'timed-out' ? 'too-long' : 'parser-failed', detail: error.message });
      return undefined;
    }
  }

  private claim(rule: CompiledRule, found: Found, view: View, source: Node | undefined): PatternMatch {
    const [startLine, startColumn] = view.position(found.start);
    const [endLine, endColumn] = view.position(found.end);
    const metavariables: Record<string, string> = Object.create(null) as Record<string, string>;
    const contents = new Map<string, string>();
    const literals = new Set<string>();
    for (const [slot, node] of found.bindings.entries()) {
      if (node === undefined) continue;
      const name = rule.metavariables[slot]!;
      metavariables[name] = sourceOf(node, view);
      if (node.kind === K.text || node.kind === K.string) literals.add(name);
      contents.set(name, contentOf(node.kind === K.splice ? leaf(K.other, '', node.start, node.end) : node, view));
    }
    const isSecretive = isAboutSecrets(rule);
    const shown = (name: string): string | undefined => {
      const content = contents.get(name);
      return content === undefined ? undefined : redacted(content.slice(0, 4000), literals.has(name), isSecretive);
    };
    const usesSecret = rule.metavariables.some(
      (name) => rule.fix?.includes(name) === true && shown(name) !== contents.get(name)?.slice(0, 4000),
    );
    const fix = fixedText(rule, view.text.slice(found.start, found.end), metavariables);
    const at = source === undefined ? undefined : view.position(source.start);
    return {
      rule,
      startLine,
      startColumn,
      endLine,
      endColumn,
      start: found.start,
      end: found.end,
      metavariables,
      message: rule.message.replace(
        /\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*\b|\$\d+/g,
        (name) => shown(name)?.slice(0, 200) ?? name,
      ),
      // What is to be written would be kept and shown as well.
      ...(fix !== undefined && !usesSecret && { fix }),
      ...(source !== undefined &&
        at !== undefined && { source: { start: source.start, end: source.end, line: at[0], column: at[1] } }),
    };
  }
}
