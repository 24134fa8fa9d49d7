import { type Parsers, SyntaxFailure } from '#ground/syntax';
import type { CompiledRule, PatternImage } from './image.ts';
import { Names } from './match/names.ts';
import type { Effort } from './match/frame.ts';
import { meets } from './need.ts';
import { type Extracted, piecesOf } from './pieces.ts';
import { type Locus, locusOf, textLocus } from './place.ts';
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
  readonly locus: Locus;
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

/** Rules ready to run in this thread. `parsers`: asked for when a text is parsed. */
export function openPatterns(image: PatternImage, parsers: Parsers | (() => Parsers)): Patterns {
  const rules = new RulesByLanguage(image.rules);
  const parsersNow = typeof parsers === 'function' ? parsers : () => parsers;
  return {
    languages: rules.languages,
    match: (file, deadline) => new FileMatching(file, parsersNow, rules, deadline).match(),
  };
}

/** Rules of a language are opened for its first file. */
class RulesByLanguage {
  private readonly compiled: ReadonlyMap<PatternLanguage, readonly CompiledRule[]>;
  private readonly opened = new Map<PatternLanguage, readonly OpenRule[]>();

  constructor(rules: readonly CompiledRule[]) {
    this.compiled = Map.groupBy(rules, ({ language }) => language);
  }

  get languages(): ReadonlySet<PatternLanguage> {
    return new Set(this.compiled.keys());
  }

  get(language: PatternLanguage): readonly OpenRule[] {
    let rules = this.opened.get(language);
    if (rules === undefined) {
      rules = (this.compiled.get(language) ?? []).map((rule) => new OpenRule(rule));
      this.opened.set(language, rules);
    }
    return rules;
  }
}

function rulesFor(byLanguage: RulesByLanguage, path: string): readonly OpenRule[] {
  const own = languageOfFile(path);
  return [
    ...(own === undefined ? [] : byLanguage.get(own)),
    ...byLanguage.get('generic'),
    ...byLanguage.get('regex'),
  ].filter(({ rule }) => pathMatches(rule, path));
}

/** How many pieces of another language one rule takes out of one file. */
const mostPieces = 200;
type ExtractedBy = NonNullable<CompiledRule['extract']>;

/** What a metavariable holds, in quotes when they are to be taken away. */
function extractedOf(node: Node, view: View, transform: ExtractedBy['transform']): Extracted {
  if (transform !== 'no_transform') return { text: sourceOf(node, view), at: node.start };
  const text = contentOf(node, view);
  const at = node.kind === K.string ? view.text.indexOf(text, node.start) : node.start;
  return { text, at: at === -1 ? node.start : at };
}

type Gap = Matched['notLookedAt'][number];

class FileMatching {
  private readonly path: string;
  private readonly text: string;
  private readonly parsers: () => Parsers;
  private readonly rules: RulesByLanguage;
  private readonly deadline: number;
  private readonly matches: PatternMatch[] = [];
  private readonly gaps: Gap[] = [];
  private whole: View | undefined;
  private readonly views = new Map<PatternLanguage, View | undefined>();

  constructor(
    { path, text }: { readonly path: string; readonly text: string },
    parsers: () => Parsers,
    rules: RulesByLanguage,
    deadline: number,
  ) {
    this.rules = rules;
    this.path = path;
    this.text = text;
    this.parsers = parsers;
    this.deadline = deadline;
  }

  match(): Matched {
    const rules = rulesFor(this.rules, this.path);
    if (rules.length > 0) {
      let words: ReadonlySet<string> | undefined;
      // Most large files have none of a rule's words: they are not taken apart.
      const has = (word: string): boolean =>
        this.text.includes(word) && (words ??= new Set(this.text.match(/[A-Za-z0-9_]+/g))).has(word);
      for (const rule of rules) {
        if (!meets(rule.rule.need, has)) continue;
        if (performance.now() > this.deadline) {
          this.gaps.push({ rule: rule.rule.id, code: 'too-long', detail: 'the time for this file was up' });
          continue;
        }
        if (rule.rule.extract === undefined) this.rule(rule, this.view(rule.rule.language));
        else this.pieces(rule, rule.rule.extract, has);
      }
    }
    return { matches: this.matches, notLookedAt: this.gaps };
  }

  /** Rules of another language, over what a rule takes out of the file. What was taken out is not looked into again. */
  private pieces(rule: OpenRule, extract: ExtractedBy, has: (word: string) => boolean): void {
    const view = this.view(rule.rule.language);
    if (view === undefined || rule.rule.formula === undefined) return;
    const search = new Search(view, rule, { steps: stepsOfRule }, this.opener);
    const texts = search.find(rule.rule.formula).flatMap(({ bindings }) => {
      const node = bindings[extract.slot];
      return node === undefined ? [] : [extractedOf(node, view, extract.transform)];
    });
    const isWanted = ({ rule: { id } }: OpenRule): boolean =>
      extract.include?.includes(id) !== false && !extract.exclude.includes(id);
    const others = this.rules
      .get(extract.language)
      .filter((other) => other.rule.extract === undefined && isWanted(other) && meets(other.rule.need, has));
    if (others.length === 0) return;
    for (const piece of piecesOf(texts.slice(0, mostPieces), extract.transform, extract.isOne)) {
      const inner = this.open(piece.text, extract.language, 0, false, piece.origin);
      for (const other of others) {
        if (performance.now() > this.deadline) {
          this.gaps.push({ rule: rule.rule.id, code: 'too-long', detail: 'the time for this file was up' });
          return;
        }
        this.rule(other, inner);
      }
    }
  }

  private rule(rule: OpenRule, view: View | undefined): void {
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

  /** The text with its lines. */
  private get lines(): View {
    const root = new Node(K.file, '', [], 0, this.text.length);
    this.whole ??= new View(this.text, 'generic', root, new Names(root));
    return this.whole;
  }

  private readonly opener: Opener = (text, language, offset) => this.open(text, language, offset, false);

  private open(
    text: string,
    language: PatternLanguage,
    offset: number,
    isFile: boolean,
    origin?: (offset: number) => number,
  ): View | undefined {
    if (language === 'generic' || language === 'regex') {
      const root = new Node(K.file, '', [], 0, text.length);
      return new View(text, language, root, new Names(root), offset, origin);
    }
    const root = this.root(text, language, isFile);
    return root === undefined ? undefined : new View(text, language, root, new Names(root), offset, origin);
  }

  private root(text: string, language: PatternLanguage, isFile: boolean): Node | undefined {
    const grammar = grammars[language]?.(isFile ? this.path : 'x');
    try {
      if (grammar === undefined) return readData(text, language);
      const tree = this.parsers().parse(grammar.grammar, text, { deadline: this.deadline });
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

  /** Where it stands in the file's own language, whatever the language of the rule. */
  private locus(found: Found, view: View, start: number, end: number): Locus {
    if (view.origin === undefined && view.language !== 'generic' && view.language !== 'regex')
      return locusOf(view.root, found.start, found.end, view.names, found.node);
    const text = textLocus(view.text.slice(found.start, found.end));
    const own = languageOfFile(this.path);
    const wasOpen = own !== undefined && this.views.has(own);
    const known = this.gaps.length;
    const tree = own === undefined ? undefined : this.view(own);
    // That it cannot be read is nothing that this rule must know.
    if (!wasOpen) this.gaps.length = known;
    if (tree === undefined) return text;
    return { ...text, symbol: locusOf(tree.root, start, end, tree.names).symbol };
  }

  private claim(rule: CompiledRule, found: Found, view: View, source: Node | undefined): PatternMatch {
    const { origin } = view;
    // Where it stands in the file, whatever was taken out of it.
    const lines = origin === undefined ? view : this.lines;
    const placed = (offset: number): number => (origin === undefined ? offset : origin(offset));
    const [start, end] = [placed(found.start), Math.max(placed(found.start), placed(found.end - 1) + 1)];
    const [startLine, startColumn] = lines.position(start);
    const [endLine, endColumn] = lines.position(end);
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
    const at = source === undefined ? undefined : lines.position(placed(source.start));
    return {
      rule,
      locus: this.locus(found, view, start, end),
      startLine,
      startColumn,
      endLine,
      endColumn,
      start,
      end,
      metavariables,
      message: rule.message.replace(
        /\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*\b|\$\d+/g,
        (name) => shown(name)?.slice(0, 200) ?? name,
      ),
      // What is to be written would be kept and shown as well.
      ...(fix !== undefined && !usesSecret && view.origin === undefined && { fix }),
      ...(source !== undefined &&
        at !== undefined && {
          source: { start: placed(source.start), end: placed(source.end), line: at[0], column: at[1] },
        }),
    };
  }
}
