import { bashContent, bashEllipsis, bashMetavariable } from './bash-placeholders.ts';
import type { PatternLanguage } from './languages.ts';
import { marks, type Style } from './styles.ts';
import { withTypes } from './typed-placeholders.ts';

interface Open {
  readonly bracket: string;
  readonly isClass: boolean;
  /** A list of parameters of a method whose language wants types in it. */
  readonly isDeclared: boolean;
  /** `@Name(key = …)`. */
  readonly isAnnotation: boolean;
  /** What something is initialised with. */
  readonly isInitializer: boolean;
}

/** The pattern as its language's grammar can read it. */
export function withPlaceholders(text: string, language: PatternLanguage, style: Style): string {
  return new Writer(withTypes(text, language), language, style).write();
}

/** PHP's own variables look like metavariables. */
export const superglobal = /^\$(?:_(?:GET|POST|COOKIE|REQUEST|SERVER|FILES|ENV|SESSION)|GLOBALS|HTTP_RAW_POST_DATA)\b/;

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

class Writer {
  private readonly text: string;
  private readonly language: PatternLanguage;
  private readonly style: Style;
  private readonly open: Open[] = [];
  private out = '';
  private at = 0;
  /** Depths of brackets at which a deep expression ends. */
  private readonly deep: number[] = [];

  constructor(text: string, language: PatternLanguage, style: Style) {
    this.text = text;
    this.language = language;
    this.style = style;
  }

  write(): string {
    while (this.at < this.text.length) this.step();
    return this.out;
  }

  private step(): void {
    const { text, at } = this;
    const character = text[at]!;
    if (text.startsWith('<...', at)) {
      this.out += `${marks.deep}(`;
      this.deep.push(this.open.length);
      this.at += 4;
    } else if (text.startsWith('...>', at) && this.deep.length > 0 && this.open.length === this.deep.at(-1)) {
      this.out += ')';
      this.deep.pop();
      this.at += 4;
    } else if (text.startsWith('$...', at) && /[A-Z_]/.test(text[at + 4] ?? '')) {
      const name = /^[A-Z_][A-Z_0-9]*/.exec(text.slice(at + 4))![0];
      this.out += this.several(name);
      this.at += 4 + name.length;
    } else if (text.startsWith('...', at)) this.ellipsis();
    else if (
      character === '$' &&
      /^\$[A-Z_][A-Z_0-9]*\b/.test(text.slice(at)) &&
      !(this.language === 'php' && superglobal.test(text.slice(at)))
    )
      this.metavariable();
    else if (character === '"' || character === "'" || character === '`') this.string(character);
    else if (this.commentBegins()) this.comment();
    else this.sign(character);
  }

  /** A parameter, where a language wants types. */
  private declared(word: string): string {
    if (this.language === 'kotlin' || this.language === 'rust') return `${word}: any__`;
    return this.language === 'go' ? `${word} any__` : `any__ ${word}`;
  }

  /** `type name(` with a body behind the parenthesis that closes it. */
  private beginsParameters(): boolean {
    const { language, out, text } = this;
    if (language === 'kotlin') return /\bfun\s+(?:<[^<>()]*>\s*)?[\w.$]+\s*$/.test(out.slice(-200));
    if (language === 'rust') return /\bfn\s+\w+\s*(?:<[^<>()]*>\s*)?$/.test(out.slice(-200));
    if (language === 'go') return /\bfunc\s*(?:\([^()]*\)\s*)?\w*$/.test(out.slice(-200));
    if (language !== 'java' && language !== 'csharp') return false;
    if (
      !/\w\s*$/.test(out) ||
      /\b(?:if|for|foreach|while|switch|catch|try|synchronized|using|lock|return)\s*$/.test(out) ||
      /\bnew\s+[\w.<>]+\s*$/.test(out)
    )
      return false;
    let depth = 0;
    for (let at = this.at; at < text.length; at += 1) {
      if (text[at] === '(') depth += 1;
      else if (text[at] === ')') depth -= 1;
      if (depth === 0) return /^\s*(?:throws[^{;]*|:[^{;]*)?\{/.test(text.slice(at + 1));
    }
    return false;
  }

  private several(name: string): string {
    if (this.open.at(-1)?.isDeclared) return this.declared(`${marks.metavariables}${name}`);
    const word = `${marks.metavariables}${name}`;
    if (this.language === 'bash') return `$${word}`;
    return this.language === 'php' && this.style.item.startsWith('$') ? `$${word}` : word;
  }

  private metavariable(): void {
    const name = /^\$([A-Z_][A-Z_0-9]*)/.exec(this.text.slice(this.at))![1]!;
    const isAlone =
      this.open.at(-1)?.isDeclared &&
      /[(,]\s*$/.test(this.out) &&
      /^\s*[,)]/.test(this.text.slice(this.at + name.length + 1));
    if (isAlone) {
      this.at += name.length + 1;
      this.out += this.declared(`${this.style.prefix === '$' ? '$' : this.style.prefix}${name}`);
      return;
    }
    this.at += name.length + 1;
    if (this.language === 'bash') {
      this.out += bashMetavariable(this.out, name, this.text.slice(this.at));
      return;
    }
    // In PHP what is declared, and types, have no sign in front.
    const isBare =
      this.language === 'php' &&
      (/\b(?:function|class|extends|implements|interface|trait|const|use|namespace|instanceof)\s+&?$/.test(this.out) ||
        /^\s+(?:\$|\.\.\.\$)/.test(this.text.slice(this.at)));
    this.out +=
      this.style.prefix === '$' && !isBare
        ? `$${name}`
        : `${this.style.prefix === '$' ? marks.metavariable : this.style.prefix}${name}`;
  }

  private ellipsis(): void {
    const { style, at, text } = this;
    const before = this.out.trimEnd().at(-1) ?? '';
    const after = /^\s*(\S?)/.exec(text.slice(at + 3))![1]!;
    const inner = this.open.at(-1);
    this.at += 3;
    if (this.language === 'bash') {
      this.out += bashEllipsis(this.out, text.slice(this.at));
      return;
    }
    if (this.language === 'go' && /[\w)]$/.test(this.out) && after === ')' && !(inner?.isDeclared ?? false)) {
      this.out += '...';
      return;
    }
    // A spread or a rest: `...args`.
    if (/[\w$]/.test(text[this.at] ?? '') && this.language !== 'python') {
      this.out += '...';
      return;
    }
    const lineBefore = text.slice(text.lastIndexOf('\n', at) + 1, at).trim();
    // On one side of a sign it is an expression.
    if (
      (this.language === 'ruby' && before === ':') ||
      (/[=+\-<>&|?!*/%]$/.test(lineBefore) &&
        !lineBefore.endsWith('=>') &&
        !lineBefore.endsWith('->') &&
        !(this.language === 'html'))
    ) {
      this.out += marks.ellipsis;
      return;
    }
    if (
      before === '.' ||
      (after === '.' &&
        text[this.at] !== undefined &&
        !text.startsWith('...', this.at + text.slice(this.at).search(/\S/)))
    )
      this.out += marks.ellipsis;
    else if (inner?.bracket === '(')
      this.out += inner.isDeclared ? this.declared(marks.ellipsis) : inner.isAnnotation ? 'ell__ = ell__' : style.item;
    else if (inner?.isInitializer) this.out += this.language === 'ruby' ? '**ell__' : marks.ellipsis;
    else if (inner?.bracket === '[') this.out += style.item;
    else if (before === ',' || after === ',') this.out += style.pair;
    else if (inner?.isClass) this.out += style.member;
    else if (
      lineBefore === '' ||
      /[{};]$/.test(lineBefore) ||
      (before === ')' && this.language !== 'python') ||
      before === ':'
    )
      this.out +=
        after === '' ||
        after === '}' ||
        /[\n;]/.test(text.slice(this.at, this.at + 1)) ||
        lineBefore === '' ||
        before === '{'
          ? style.statement
          : marks.ellipsis;
    else this.out += marks.ellipsis;
  }

  private string(quote: string): void {
    const { text } = this;
    const triple = quote.repeat(3);
    const isTriple = quote !== '`' && text.startsWith(triple, this.at);
    const end = isTriple ? triple : quote;
    // In some languages `'` is no quotation mark.
    if (
      quote === "'" &&
      (this.language === 'rust' || this.language === 'go') &&
      !/^'(\\.|[^'])'/.test(text.slice(this.at))
    ) {
      this.out += quote;
      this.at += 1;
      return;
    }
    let to = this.at + end.length;
    while (to < text.length && !text.startsWith(end, to)) to += text[to] === '\\' ? 2 : 1;
    to = Math.min(text.length, to + end.length);
    const isFormatted = /[fF][rR]?$/.test(this.out) && this.language === 'python';
    let content = text.slice(this.at, to);
    // There `$X` in a string fills in a variable.
    if (this.language === 'kotlin') content = content.replace(/(?<!\{)\$(?=(?:\.\.\.)?[A-Z_][A-Z_0-9]*\b)/g, '\\$');
    if (this.language === 'bash')
      content = bashContent(content, (code) => new Writer(code, 'bash', this.style).write());
    else if (isFormatted || (this.language === 'csharp' && /\$@?$/.test(this.out)))
      content = content
        .replace(
          /\$(\.\.\.)?([A-Z_][A-Z_0-9]*)\b/g,
          (_, many: string | undefined, name: string) =>
            `${many === undefined ? marks.metavariable : marks.metavariables}${name}`,
        )
        .replace(/\{\.\.\.\}/g, `{${marks.ellipsis}}`);
    else if (/^(ruby|kotlin|javascript|typescript)$/.test(this.language))
      content = content.replace(
        /([#$]\{)([^}]*)\}/g,
        (_, open: string, inner: string) => `${open}${this.embedded(inner)}}`,
      );
    this.out += content;
    this.at = to;
  }

  private embedded(text: string): string {
    return text
      .replace(/\.\.\./g, marks.ellipsis)
      .replace(/\$(\.\.\.)?([A-Z_][A-Z_0-9]*)\b/g, (_, many: string | undefined, name: string) =>
        many === undefined
          ? this.style.prefix === '$'
            ? `$${name}`
            : `${this.style.prefix}${name}`
          : `${marks.metavariables}${name}`,
      );
  }

  private commentBegins(): boolean {
    const { text, at, language } = this;
    if (language === 'python' || language === 'ruby' || language === 'bash')
      return text[at] === '#' && (at === 0 || /\s/.test(text[at - 1]!));
    return text.startsWith('// ', at) || text.startsWith('/*', at);
  }

  private comment(): void {
    const isBlock = this.text.startsWith('/*', this.at);
    const end = this.text.indexOf(isBlock ? '*/' : '\n', this.at);
    this.at = end === -1 ? this.text.length : end + (isBlock ? 2 : 0);
  }

  private sign(character: string): void {
    if (character in closers) {
      const line = this.out.slice(Math.max(0, this.out.length - 200));
      const header = line.slice(Math.max(line.lastIndexOf(';'), line.lastIndexOf('{'), line.lastIndexOf('}')) + 1);
      const isClass =
        character === '{' &&
        /\b(class|interface|struct|enum|object|trait|impl|namespace|mod)\b[^(]*$/.test(header) &&
        !/\)\s*$/.test(header);
      const isKotlinClass =
        character === '{' &&
        this.language === 'kotlin' &&
        /(?:^|\n|\s)(?:class|interface|object)\b[^{}=]*$/.test(header) &&
        !/\bfun\b/.test(header);
      const isInitializer =
        character === '{' &&
        this.language !== 'javascript' &&
        this.language !== 'python' &&
        (/(?:[^=!<>]=|\]|\breturn|[(,])\s*$/.test(header) ||
          (this.language === 'csharp' && /\bnew\s[^;{}=]*$/.test(header)));
      const isAnnotation =
        character === '(' &&
        this.language === 'java' &&
        /@[\w.]+\s*$/.test(this.out) &&
        /^[^()]*=/.test(this.text.slice(this.at + 1));
      this.open.push({
        bracket: character,
        isClass: isClass || isKotlinClass,
        isDeclared: character === '(' && this.beginsParameters(),
        isAnnotation,
        isInitializer,
      });
    } else if (character === ')' || character === ']' || character === '}') this.open.pop();
    this.out += character;
    this.at += 1;
  }
}
