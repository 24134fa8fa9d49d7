import { type Claim } from '#ground/model';
import { type Change, type ChangedFile, LineStarts, touches } from './change.ts';
import type { Trees } from './change-complexity.ts';
import { EntryPoints, isConventional, stemOf } from './entry-points.ts';
import { type Export, pythonExports, scriptExports } from './exports.ts';
import { languageOf } from './languages.ts';
import { argumentOf, joined, specifierOf, unquoted } from './specifiers.ts';
import { textAt, TokenKind, type Tokens } from './tokens.ts';

/** An export that a change adds and that nothing in the project imports. */
export interface DeadExport {
  readonly path: string;
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The file itself uses it: only the word `export` is too much. */
  readonly isUsedWithin: boolean;
  readonly isPython: boolean;
}

/**
 * Looks for uses of what a change exports anew. First made from the change, then `look`s at every file of the tree as the change leaves it (the
 * changed ones too), then asked for `dead`. Names count, wherever they are imported from: it would rather miss a dead one than name a live one.
 */
export class ExportUse {
  private readonly candidates: Candidate[] = [];
  private readonly byName = new Map<string, Candidate[]>();
  private readonly defaults: Candidate[] = [];
  private readonly entries = new EntryPoints();
  /** Which modules export all of which others, by paths without endings. */
  private readonly stars: (readonly [from: string, specifier: string])[] = [];

  constructor(change: Change, trees: Trees) {
    const had = exportsBefore(change, trees);
    for (const file of change.files) for (const one of newExports(file, trees, had)) this.addCandidate(file, one);
  }

  get isEmpty(): boolean {
    return this.candidates.length === 0;
  }

  /** A module that people wrote: its tokens. Anything else: its text, in which a name may be told. */
  look(path: string, text: string, tokens: Tokens | undefined): void {
    if (this.isEmpty) return;
    if (/(?:^|\/)(?:package\.json|pyproject\.toml|setup\.(?:py|cfg))$/.test(path)) this.entries.read(path, text);
    const family = languageOf(path)?.family.name;
    if (tokens === undefined) this.words(path, text);
    else if (family === 'python') this.python(path, tokens);
    else this.script(path, tokens);
  }

  dead(): DeadExport[] {
    const isPublic = this.publicModules();
    return this.candidates
      .filter(({ path, isUsed }) => !isUsed && !isPublic(path) && !this.entries.has(path))
      .map(({ path, name, line, column, endColumn, within, isPython }) => ({
        path,
        name,
        line,
        column,
        endColumn,
        isUsedWithin: within > 1,
        isPython,
      }))
      .filter(({ isPython, isUsedWithin }) => !isPython || !isUsedWithin);
  }

  private addCandidate({ path, text }: ChangedFile, { name, start, end, isType, isListed }: Export): void {
    const lines = new LineStarts(text);
    const line = lines.lineOf(start);
    const column = lines.columnOf(start);
    const isPython = path.endsWith('.py');
    const one: Candidate = {
      path,
      name,
      line,
      column,
      endColumn: column + end - start,
      isType,
      isPython,
      isUsed: false,
      within: isListed === true ? -1 : 0,
    };
    this.candidates.push(one);
    if (name === 'default') this.defaults.push(one);
    else this.byName.set(name, [...(this.byName.get(name) ?? []), one]);
  }

  private script(path: string, tokens: Tokens): void {
    const isLoose = this.readModules(path, tokens);
    for (let at = 0; at < tokens.count; at++) {
      const kind = tokens.kind[at];
      if (kind === TokenKind.string) this.defaultNamed(path, tokens, at);
      if (kind !== TokenKind.name) continue;
      for (const one of this.byName.get(textAt(tokens, at)) ?? []) {
        if (one.path === path) {
          one.within += 1;
          // A type that others of its file are made of is exported with them.
          if (one.isType && one.within > 1) one.isUsed = true;
        } else if (isLoose || this.clause[at] === 1) one.isUsed = true;
      }
    }
  }

  /** Which tokens of the module that is looked at stand in the clause of an import, or of an export from elsewhere. */
  private clause = new Uint8Array(0);

  /** Whether it holds a module of the project as a whole: then any name in it may be one of that module's. */
  private readModules(path: string, tokens: Tokens): boolean {
    this.clause = new Uint8Array(tokens.count);
    let isLoose = false;
    for (let at = 0; at < tokens.count; at++) {
      if (tokens.kind[at] !== TokenKind.name) continue;
      const word = textAt(tokens, at);
      if (word === 'import' || word === 'export') {
        const from = specifierOf(tokens, at);
        if (from === undefined) {
          if (word === 'import' && this.isOwn(argumentOf(tokens, at + 1))) isLoose = true;
          if (word === 'import' && textAt(tokens, at + 4) === 'glob') this.globs(path, tokens, at);
          continue;
        }
        this.clause.fill(1, at, from);
        const isStar = textAt(tokens, at + 1) === '*' || textAt(tokens, at + 3) === '*';
        if (!isStar) continue;
        if (word === 'export' && textAt(tokens, at + 2) === 'from') this.stars.push([path, unquoted(tokens, from)]);
        else if (this.isOwn(unquoted(tokens, from))) isLoose = true;
      } else if (
        (word === 'require' || word === 'mock' || word === 'importActual') &&
        this.isOwn(argumentOf(tokens, at + 1))
      )
        isLoose = true;
      else if (word === 'context' && textAt(tokens, at - 2) === 'require') this.globs(path, tokens, at);
    }
    return isLoose;
  }

  private globs(path: string, tokens: Tokens, at: number): void {
    for (let to = at; to < Math.min(at + 20, tokens.count); to++) {
      if (tokens.kind[to] !== TokenKind.string) continue;
      const pattern = unquoted(tokens, to).replace(/^[/@~]+/, '');
      const fixed = pattern.slice(0, pattern.includes('*') ? pattern.indexOf('*') : undefined);
      this.entries.loadsAll(fixed.startsWith('.') ? joined(path, fixed) : fixed.replace(/^!/, ''));
    }
  }

  /** A module of the project, as far as the specifier tells. */
  private isOwn(specifier: string | undefined): boolean {
    if (specifier === undefined) return false;
    if (/^[.#~/]|^@\/|^\$/.test(specifier)) return true;
    const parts = specifier.split('/');
    return this.entries.packages.has(specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? ''));
  }

  /** Whoever names the file by a path imports what it exports by default, as far as anybody can tell. */
  private defaultNamed(path: string, tokens: Tokens, at: number): void {
    if (this.defaults.length === 0) return;
    const text = unquoted(tokens, at);
    if (text.length > 300) return;
    const last = stemOf(text.replace(/\/$/, '').split('/').at(-1) ?? '');
    for (const one of this.defaults) {
      const parts = stemOf(one.path).split('/');
      const isIndex = parts.at(-1) === 'index';
      const isNamed = last === parts.at(-1) || (isIndex && (last === parts.at(-2) || /^\.{1,2}$/.test(last)));
      if (one.path !== path && isNamed) one.isUsed = true;
    }
  }

  private python(path: string, tokens: Tokens): void {
    for (let at = 0; at < tokens.count; at++) {
      if (tokens.kind[at] === TokenKind.string) this.told(path, unquoted(tokens, at));
      else if (tokens.kind[at] === TokenKind.name) this.name(path, textAt(tokens, at));
    }
  }

  /** What is no module may name what one has: a route in a template, a handler in a deployment; and what a program wrote uses what it names. */
  private words(path: string, text: string): void {
    if (mayName.test(path) || languageOf(path) !== undefined) this.told(path, text);
  }

  private told(path: string, text: string): void {
    for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) this.name(path, word);
  }

  private name(path: string, word: string): void {
    for (const one of this.byName.get(word) ?? []) {
      if (one.path === path) one.within += 1;
      else one.isUsed = true;
    }
  }

  /** Entry points of packages, and what these export as a whole. */
  private publicModules(): (path: string) => boolean {
    const open = new Set(
      this.stars
        .map(([from]) => from)
        .filter((path) => this.entries.isPublic(path))
        .map(stemOf),
    );
    const isStarred = new Set<string>();
    const waiting = [...open];
    for (let from = waiting.pop(); from !== undefined; from = waiting.pop())
      for (const [path, specifier] of this.stars) {
        if (stemOf(path) !== from) continue;
        const target = stemOf(joined(path, specifier));
        for (const one of [target, `${target}/index`])
          if (!isStarred.has(one)) {
            isStarred.add(one);
            waiting.push(one);
          }
      }
    return (path) => isStarred.has(stemOf(path));
  }
}

interface Candidate extends Omit<DeadExport, 'isUsedWithin'> {
  readonly isType: boolean;
  isUsed: boolean;
  /** How often its own file names it, where it is exported included. */
  within: number;
}

/** Files in which a name may be told that somebody looks up. */
export const mayName =
  /\.(?:json|ya?ml|toml|ini|cfg|html?|jinja2?|j2|hbs|ejs|pug|tf|xml|ipynb|properties)$|(?:^|\/)(?:Dockerfile|Procfile|Makefile)$/;

function exportsOf(path: string, text: string, trees: Trees, silently: boolean): Export[] {
  const family = languageOf(path)?.family.name;
  if (family !== 'script' && family !== 'python') return [];
  const tree = trees.parse(path, text, silently);
  if (tree === undefined) return [];
  return family === 'script' ? scriptExports(tree) : pythonExports(tree);
}

/** What the texts of the change exported before: a name that moved is not new. */
function exportsBefore(change: Change, trees: Trees): ReadonlySet<string> {
  const names = new Set<string>();
  const texts = [
    ...change.files.flatMap(({ path, before }) =>
      before === undefined ? [] : [{ path, text: before, isGone: false }],
    ),
    ...change.gone.map((one) => ({ ...one, isGone: true })),
  ];
  for (const { path, text, isGone } of texts)
    for (const { name } of exportsOf(path, text, trees, true))
      names.add(name !== 'default' ? name : isGone ? 'default' : `default ${path}`);
  return names;
}

function newExports(file: ChangedFile, trees: Trees, had: ReadonlySet<string>): Export[] {
  if (file.added.length === 0 || isConventional(file.path)) return [];
  const lines = new LineStarts(file.text);
  return exportsOf(file.path, file.text, trees, false).filter(({ name, start, isRegistered }) => {
    const line = lines.lineOf(start);
    return !isRegistered && !had.has(name) && !had.has(`${name} ${file.path}`) && touches(file.added, line, line);
  });
}

/** Without its folders, so that it stays when the file moves; what has no name of its own is told by its file's. */
function symbolOf({ name, path }: DeadExport): string {
  return (name === 'default' ? `${stemOf(path).split('/').slice(-2).join('/')}.default` : name).slice(0, 1000);
}

export function deadExportClaim(one: DeadExport): Claim {
  const what = one.name === 'default' ? `The default export of ${one.path}` : one.name;
  return {
    rule: 'quality/dead-export' as Claim['rule'],
    severity: 'low',
    confidence: one.isUsedWithin ? 'possible' : 'likely',
    locus: { kind: 'symbol', symbol: symbolOf(one), snippet: '' },
    location: {
      path: one.path,
      startLine: one.line,
      startColumn: one.column,
      endLine: one.line,
      endColumn: one.endColumn,
    },
    message: (one.isUsedWithin
      ? `${what} is exported, and only its own file uses it.`
      : one.isPython
        ? `${what} is new, and nothing in the project names it.`
        : `${what} is exported, and nothing in the project imports it.`
    ).slice(0, 1000),
    attributes: { isUsedWithin: one.isUsedWithin },
  };
}
