import type { StringSyntax, Syntax } from './syntax.ts';
import { kinds, TokenList, type Tokens } from './tokens.ts';

/** It took longer than it may. */
export class LexTimeout extends Error {
  override readonly name = 'LexTimeout';
  readonly code = 'timed-out';
}

/**
 * The tokens of a text, told apart by a language's strings and comments alone: in linear time, without a parser's depth, and for texts
 * with errors too. What seems to open a string and does not close is taken as punctuation, so that no text hides what follows it.
 *
 * @throws LexTimeout.
 */
export function lex(text: string, syntax: Syntax, deadline: number): Tokens {
  return new Lexer(text, syntax, deadline).run();
}

const enough = 4096;
/** So often the rest of one line is read for a close that is not there: more of it would take quadratic time. */
const mostInVain = 16;

class Lexer {
  private readonly text: string;
  private readonly syntax: Syntax;
  private readonly deadline: number;
  private readonly tokens: TokenList;
  private at = 0;
  private line = 1;
  private steps = 0;
  /** For each open template: how many braces are open in its substitution. */
  private readonly templates: number[] = [];
  /** Where to go on when a template or comment turns out to have no end. */
  private openedTemplate: { at: number; line: number; count: number } | undefined;
  private noTemplates = false;
  private noBlocks = false;
  private noRaw = false;
  /** How often a look for a closing quote or slash came to the end of this line in vain. */
  private inVain = 0;

  constructor(text: string, syntax: Syntax, deadline: number) {
    this.text = text;
    this.syntax = syntax;
    this.deadline = deadline;
    this.tokens = new TokenList(text);
  }

  run(): Tokens {
    if (this.text.startsWith('#!')) this.at = this.endOfLine(0);
    for (;;) {
      while (this.at < this.text.length) this.step();
      if (this.templates.length === 0 || this.openedTemplate === undefined) return this.tokens;
      this.takeBackTemplate();
    }
  }

  private step(): void {
    if (++this.steps % enough === 0 && performance.now() > this.deadline) throw new LexTimeout('reading took too long');
    const code = this.text.charCodeAt(this.at);
    if (code === 10) {
      this.line += 1;
      this.at += 1;
      this.inVain = 0;
    } else if (code <= 32 || code === 0xa0 || code === 0xfeff) this.at += 1;
    else if (isNameStart(code)) this.name();
    else if (code >= 48 && code <= 57) this.number();
    else if (!this.comment() && !this.string()) this.punctuation(code);
  }

  private name(): void {
    const start = this.at;
    let at = start + 1;
    while (at < this.text.length && isNamePart(this.text.charCodeAt(at))) at += 1;
    if (this.syntax.rust === true && this.rawString(start, at)) return;
    this.push(kinds.name, start, at);
  }

  private number(): void {
    let at = this.at + 1;
    while (at < this.text.length && (isNamePart(this.text.charCodeAt(at)) || this.text[at] === '.')) at += 1;
    this.push(kinds.number, this.at, at);
  }

  private comment(): boolean {
    const { lineComments, blockComments, nestedComments } = this.syntax;
    if (lineComments.some((open) => this.text.startsWith(open, this.at))) {
      this.at = this.endOfLine(this.at);
      return true;
    }
    if (blockComments === undefined || this.noBlocks || !this.text.startsWith(blockComments[0], this.at)) return false;
    const end =
      nestedComments === true ? this.endOfNested(blockComments) : this.text.indexOf(blockComments[1], this.at + 2);
    if (end === -1) {
      this.noBlocks = true;
      this.doubt();
      return false;
    }
    this.moveTo(end + blockComments[1].length);
    return true;
  }

  private endOfNested([open, close]: readonly [string, string]): number {
    let depth = 0;
    for (let at = this.at; at < this.text.length;) {
      if (this.text.startsWith(open, at)) {
        depth += 1;
        at += open.length;
      } else if (this.text.startsWith(close, at)) {
        depth -= 1;
        if (depth === 0) return at;
        at += close.length;
      } else at += 1;
    }
    return -1;
  }

  private string(): boolean {
    const syntax = this.syntax.strings.find(({ open }) => this.text.startsWith(open, this.at));
    if (syntax !== undefined) return this.quoted(syntax);
    if (this.syntax.rust === true && this.text[this.at] === "'") return this.character();
    if (this.syntax.script === true) return this.template() || this.regex();
    return false;
  }

  private quoted(syntax: StringSyntax): boolean {
    const start = this.at + syntax.open.length;
    if (this.inVain > mostInVain || (this.syntax.script === true && this.isInWord())) return false;
    const end = this.endOfString(start, syntax);
    if (end === -1) {
      this.inVain += 1;
      if (syntax.manyLines) this.doubt();
      return false;
    }
    const isFormatted = this.syntax.formatted === true && this.hasFormatPrefix();
    this.push(kinds.string, start, end);
    const after = end + syntax.close.length;
    if (isFormatted) this.formatted(start, end);
    this.countLines(start, end);
    this.at = after;
    return true;
  }

  /** Markup has words with apostrophes; no string of a script touches a word before it, but for these. */
  private isInWord(): boolean {
    const last = this.tokens.count - 1;
    const touches = this.tokens.kind(last) === kinds.name && isNamePart(this.text.charCodeAt(this.at - 1));
    return (
      touches && !wordsBeforeValues.has(this.tokens.value(last)) && !wordsBeforeStrings.has(this.tokens.value(last))
    );
  }

  /** -1: none on this line, or none at all. */
  private endOfString(from: number, { close, escapes, manyLines }: StringSyntax): number {
    for (let at = from; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 92 && escapes) at += 1;
      else if (code === 10 && !manyLines) return -1;
      else if (code === close.charCodeAt(0) && this.text.startsWith(close, at)) return at;
    }
    return -1;
  }

  private hasFormatPrefix(): boolean {
    const last = this.tokens.count - 1;
    return this.tokens.kind(last) === kinds.name && /^([fF][rR]?|[rR][fF])$/.test(this.tokens.value(last));
  }

  /** Names in the braces of a formatted string are code; quotes in them are rare enough to be left out. */
  private formatted(start: number, end: number): void {
    let line = this.line;
    let depth = 0;
    for (let at = start; at < end; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 10) line += 1;
      else if (code === 123) depth += 1;
      else if (code === 125) depth = Math.max(0, depth - 1);
      else if (depth > 0 && isNameStart(code)) {
        const from = at;
        while (at + 1 < end && isNamePart(this.text.charCodeAt(at + 1))) at += 1;
        this.tokens.push(kinds.name, from, at + 1, line);
      } else if (depth > 0 && code > 32) this.tokens.push(kinds.punctuation, at, at + 1, line);
    }
  }

  private character(): boolean {
    const second = this.text[this.at + 1];
    const close = second === '\\' ? this.text.indexOf("'", this.at + 3) : this.text.indexOf("'", this.at + 2);
    if (close === -1 || close - this.at > 12 || (second !== '\\' && close - this.at > 3)) return false;
    this.push(kinds.string, this.at + 1, close);
    this.at = close + 1;
    return true;
  }

  private rawString(start: number, end: number): boolean {
    const prefix = this.text.slice(start, end);
    if (prefix !== 'r' && prefix !== 'br' && prefix !== 'cr') return false;
    let quote = end;
    while (this.text[quote] === '#') quote += 1;
    if (this.text[quote] !== '"' || quote - end > 255 || this.noRaw) return false;
    const close = this.text.indexOf(`"${'#'.repeat(quote - end)}`, quote + 1);
    if (close === -1) {
      this.noRaw = true;
      this.doubt();
      return false;
    }
    this.push(kinds.string, quote + 1, close);
    this.countLines(quote, close);
    this.at = close + 1 + quote - end;
    return true;
  }

  private template(): boolean {
    if (this.text[this.at] !== '`' || this.noTemplates) return false;
    if (this.templates.length === 0) this.openedTemplate = { at: this.at, line: this.line, count: this.tokens.count };
    this.templates.push(0);
    this.templatePart(this.at + 1);
    return true;
  }

  /** The text of a template up to its end, or to the next substitution. */
  private templatePart(start: number): void {
    let at = start;
    while (at < this.text.length) {
      const code = this.text.charCodeAt(at);
      if (code === 92) at += 2;
      else if (code === 96) {
        this.templates.pop();
        break;
      } else if (code === 36 && this.text[at + 1] === '{') break;
      else at += 1;
    }
    const end = Math.min(at, this.text.length);
    const isSubstitution = this.text[end] === '$';
    this.push(kinds.template, start, end);
    this.countLines(start, end);
    this.at = end + (isSubstitution ? 2 : 1);
  }

  /** No template without an end is one: what stands behind its backtick is read as code, and so is all that follows. */
  private takeBackTemplate(): void {
    const opened = this.openedTemplate;
    if (opened === undefined) return;
    this.templates.length = 0;
    this.openedTemplate = undefined;
    this.noTemplates = true;
    this.tokens.truncate(opened.count);
    this.line = opened.line;
    this.doubt();
    this.at = opened.at + 1;
  }

  private regex(): boolean {
    if (this.text[this.at] !== '/' || this.inVain > mostInVain || !this.mayBeginRegex()) return false;
    let inClass = false;
    for (let at = this.at + 1; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 10) break;
      if (code === 92) at += 1;
      else if (code === 91) inClass = true;
      else if (code === 93) inClass = false;
      else if (code === 47 && !inClass) {
        let end = at + 1;
        while (end < this.text.length && isNamePart(this.text.charCodeAt(end))) end += 1;
        this.push(kinds.regex, this.at, end);
        return true;
      }
    }
    this.inVain += 1;
    return false;
  }

  /** After a value a slash divides; after `<` it closes a tag. */
  private mayBeginRegex(): boolean {
    const last = this.tokens.count - 1;
    const kind = this.tokens.kind(last);
    if (kind === kinds.name) return wordsBeforeValues.has(this.tokens.value(last));
    if (kind === kinds.punctuation) return ![')', ']', '}', '<', '++', '--'].includes(this.tokens.value(last));
    return kind === 0;
  }

  private punctuation(code: number): void {
    const open = this.templates.length - 1;
    if (open >= 0 && code === 123) this.templates[open] = (this.templates[open] ?? 0) + 1;
    if (open >= 0 && code === 125) {
      const braces = this.templates[open] ?? 0;
      if (braces === 0) {
        this.templatePart(this.at + 1);
        return;
      }
      this.templates[open] = braces - 1;
    }
    this.push(kinds.punctuation, this.at, this.at + this.joinedLength(code));
  }

  /** Of `...`, `=>`, `::`, `->`, `++`, `--` and `?.`; others stand alone. */
  private joinedLength(code: number): number {
    const next = this.text.charCodeAt(this.at + 1);
    if (code === dot) return next === dot && this.text.charCodeAt(this.at + 2) === dot ? 3 : 1;
    if (next === greater) return code === equals || code === minus ? 2 : 1;
    if (next === code) return code === colon || code === plus || code === minus ? 2 : 1;
    return code === question && next === dot ? 2 : 1;
  }

  private push(kind: (typeof kinds)[keyof typeof kinds], start: number, end: number): void {
    this.tokens.push(kind, start, end, this.line);
    this.at = end;
  }

  private doubt(): void {
    this.tokens.unsure ??= this.line;
  }

  private moveTo(end: number): void {
    this.countLines(this.at, end);
    this.at = end;
  }

  private countLines(from: number, to: number): void {
    for (let at = from; at < to; at++) if (this.text.charCodeAt(at) === 10) this.line += 1;
  }

  private endOfLine(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end === -1 ? this.text.length : end;
  }
}

const [dot, greater, equals, minus, colon, plus, question] = [46, 62, 61, 45, 58, 43, 63];
const wordsBeforeValues: ReadonlySet<string> = new Set(
  'return typeof case in of instanceof new delete void throw do else yield await default'.split(' '),
);

const wordsBeforeStrings: ReadonlySet<string> = new Set(
  'import export from as with get set static async extends is keyof readonly const let var accessor declare module assert unique infer asserts satisfies'.split(
    ' ',
  ),
);

function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || code > 0xff;
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || (code >= 48 && code <= 57);
}
