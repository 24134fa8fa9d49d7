/**
 * An expression of Jinja, Django, Nunjucks, Twig or Liquid as one of JavaScript, and whether a filter says that it is to be put out as it is
 * (jinja.palletsprojects.com/en/stable/templates/#expressions). What is not understood is left out: what comes of an expression is what counts here.
 */
export interface Converted {
  readonly code: string;
  readonly isSafe: boolean;
}

/** `names`: filled with those that the template is to be given. @throws RangeError for what is too long or too deep to be followed */
export function convert(text: string, names: Set<string>, macros: ReadonlySet<string>): Converted {
  const reader = new Reader(tokensOf(text), names, macros);
  const code = reader.whole();
  return { code, isSafe: reader.isSafe };
}

/** `a=b, c=d` or `a b=c`: what is given by name. */
export function convertPairs(text: string, names: Set<string>, macros: ReadonlySet<string>): string {
  const found = [...text.matchAll(/(?<!\w)([A-Za-z_]\w*)\s*[=:](?!=)/g)];
  return found
    .slice(0, 30)
    .map((pair, nth) => {
      const from = pair.index + pair[0].length;
      const value = withoutEnd(text.slice(from, found[nth + 1]?.index ?? text.length));
      return `${pair[1]}: ${convert(value, names, macros).code}`;
    })
    .join(', ');
}

function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s,}]/.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** `a, b in list`: the names, and what they stand for one after the other. Linear, however much space there is. */
export function loopOf(text: string): { readonly names: readonly string[]; readonly iterated: string } | undefined {
  const at = text.search(/\sin\s/);
  if (at < 0 || /[^\w\s,()]/.test(text.slice(0, at))) return undefined;
  const names = text.slice(0, at).split(/[\s,()]+/);
  const iterated = text.slice(at + 4).trim();
  return iterated === '' ? undefined : { names: names.filter((name) => /^[A-Za-z_]\w*$/.test(name)), iterated };
}

const deepest = 100;
const mostTokens = 2000;

const pattern =
  /\s+|([A-Za-z_]\w*)|(\d[\d_.]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\*\*|\/\/|==|!=|<=|>=|\?\?|\|\||&&|[-+*/%~<>=|.,:()[\]{}?!])/sy;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  pattern.lastIndex = 0;
  while (tokens.length < mostTokens && pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const found = pattern.exec(text);
    if (found === null) pattern.lastIndex = at + 1;
    else if (found[0].trim() !== '') tokens.push(found[0]);
  }
  if (tokens.length >= mostTokens) throw new RangeError('too long');
  return tokens;
}

/** What filters give: a number, or a text that no place of a page can be broken out of, or one that is escaped. */
const numbers =
  /^(?:int|float|length|count|size|abs|round|floatformat|filesizeformat|sum|date|time|timesince|timeuntil|intcomma|add_?one|pluralize|wordcount|yesno|divisibleby|length_is|number_format|ceil|floor|strftime|date_?time\w*|format_date\w*|batch_index)$/;
const codes =
  /^(?:tojson|to_json|json_script|escapejs|json_encode|dump|json|urlencode|url_encode|escape_js|slugify|md5|sha1|hash)$/;
const escaping =
  /^(?:e|escape|force_?escape|escape_once|h|x|u|striptags|strip_html|urlize\w*|linebreaks(?:br)?|newline_to_br|nl2br|xmlattr|sanitize|bleach|clean)$/;
const safes = /^(?:safe|raw|safeseq|n|unescape)$/;

/** Functions of engines and frameworks that give nothing of what they are given. */
const harmless =
  /^(?:url_for|static|csrf_token|csrf|get_flashed_messages|_|gettext|ngettext|range|lipsum|cycler|joiner|super|caller|hidden_tag|asset|path|url|now|loop|forloop|self|varargs|kwargs)$/;

class Reader {
  isSafe = false;
  readonly #tokens: readonly string[];
  readonly #names: Set<string>;
  readonly #macros: ReadonlySet<string>;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[], names: Set<string>, macros: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#names = names;
    this.#macros = macros;
  }

  whole(): string {
    return this.#choice();
  }

  get #next(): string | undefined {
    return this.#tokens[this.#at];
  }

  #take(token: string): boolean {
    if (this.#next !== token) return false;
    this.#at++;
    return true;
  }

  /** `a if b else c`, `b ? a : c`: one of both. */
  #choice(): string {
    if (++this.#depth > deepest) throw new RangeError('too deep');
    let code = this.#sum();
    if (this.#take('if')) {
      this.#sum();
      if (this.#take('else')) code = `(${code} || ${this.#choice()})`;
    } else if (this.#take('?')) {
      const first = this.#choice();
      code = this.#take(':') ? `(${first} || ${this.#choice()})` : first;
    }
    this.#depth--;
    return code;
  }

  /** Operators, whatever their order: what counts is what comes together. */
  #sum(): string {
    let code = this.#unary();
    for (;;) {
      const token = this.#next;
      if (token === undefined) return code;
      const joins = joining.get(token);
      if (joins !== undefined) {
        this.#at++;
        code = `(${code} ${joins} ${this.#unary()})`;
      } else if (comparing.has(token)) {
        this.#at++;
        this.#take('not');
        this.#take('in');
        const other = this.#unary();
        // A test's argument may stand without brackets.
        code = `(${code} === ${other})`;
      } else return code;
    }
  }

  #unary(): string {
    if (this.#take('not') || this.#take('!')) return `!${this.#unaryWithin()}`;
    if (this.#take('-') || this.#take('+')) return `-${this.#unaryWithin()}`;
    return this.#filtered(this.#primary());
  }

  #unaryWithin(): string {
    if (++this.#depth > deepest) throw new RangeError('too deep');
    const code = this.#unary();
    this.#depth--;
    return code;
  }

  #filtered(value: string): string {
    let code = value;
    while (this.#take('|')) {
      const name = this.#next;
      if (name === undefined || !/^[A-Za-z_]/.test(name)) return code;
      this.#at++;
      let filter = name;
      while (this.#take('.')) filter = this.#tokens[this.#at++] ?? '';
      const args = this.#arguments();
      if (safes.test(filter)) this.isSafe = true;
      else if (numbers.test(filter)) code = `$number(${code})`;
      else if (codes.test(filter)) code = `$code(${code})`;
      else if (escaping.test(filter)) code = `$escape(${code})`;
      else if (filter === 'default' || filter === 'd' || filter === 'default_if_none')
        code = `(${[code, ...args].join(' || ')})`;
      else code = `$helper_${filter}(${[code, ...args].join(', ')})`;
    }
    return code;
  }

  /** `(a, b)` of Jinja, `:a` of Django and Liquid. */
  #arguments(): string[] {
    if (this.#take('(')) return this.#list(')');
    if (!this.#take(':')) return [];
    const args = [this.#primary()];
    while (this.#take(',')) {
      if (this.#tokens[this.#at + 1] === ':') this.#at += 2;
      args.push(this.#primary());
    }
    return args;
  }

  #list(end: string): string[] {
    const list: string[] = [];
    while (this.#next !== undefined && !this.#take(end)) {
      if (this.#take(',') || this.#take('*') || this.#take('**')) continue;
      if (this.#tokens[this.#at + 1] === '=') this.#at += 2;
      const before = this.#at;
      list.push(this.#choice());
      if (this.#at === before) this.#at++;
    }
    return list;
  }

  #primary(): string {
    const token = this.#next;
    if (token === undefined) return '""';
    let code: string;
    if (this.#take('(')) {
      const list = this.#list(')');
      code = list.length === 1 ? `(${list[0]})` : `[${list.join(', ')}]`;
    } else if (this.#take('[')) code = `[${this.#list(']').join(', ')}]`;
    else if (this.#take('{')) code = this.#table();
    else {
      this.#at++;
      code = this.#word(token);
    }
    return this.#members(code);
  }

  #table(): string {
    const pairs: string[] = [];
    while (this.#next !== undefined && !this.#take('}')) {
      if (this.#take(',')) continue;
      const key = this.#tokens[this.#at++]!;
      if (!this.#take(':') && !this.#take('=')) continue;
      pairs.push(`${/^["'\w]/.test(key) && !key.includes('\n') ? quoted(key) : '""'}: ${this.#choice()}`);
    }
    return `({ ${pairs.join(', ')} })`;
  }

  #word(token: string): string {
    if (/^["']/.test(token)) return quoted(token);
    if (/^\d/.test(token)) return /^\d+(?:\.\d+)?$/.test(token) ? String(Number(token)) : '0';
    if (!/^[A-Za-z_]/.test(token)) return '""';
    const constant = constants.get(token.toLowerCase());
    if (constant !== undefined) return constant;
    if (harmless.test(token)) {
      while (this.#take('.')) this.#at++;
      const isCall = this.#take('(');
      if (isCall) this.#list(')');
      return token === 'loop' || token === 'forloop' || isCall ? '0' : this.#named(token);
    }
    return this.#named(token);
  }

  #named(token: string): string {
    if (!this.#macros.has(token)) this.#names.add(token);
    return reserved.test(token) ? `locals.${token}` : token;
  }

  #members(value: string): string {
    let code = value;
    for (;;) {
      if (this.#take('.')) {
        const name = this.#tokens[this.#at++];
        if (name === undefined) return code;
        code += /^[A-Za-z_]/.test(name) ? `.${name}` : `[${Number.parseInt(name, 10) || 0}]`;
      } else if (this.#take('[')) code += `[${this.#list(']')[0] ?? '0'}]`;
      else if (this.#take('(')) code += `(${this.#list(')').join(', ')})`;
      else return code;
    }
  }
}

const joining: ReadonlyMap<string, string> = new Map([
  ['and', '&&'],
  ['&&', '&&'],
  ['or', '||'],
  ['||', '||'],
  ['??', '||'],
  ['~', '+'],
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['**', '*'],
  ['/', '/'],
  ['//', '/'],
  ['%', '%'],
]);
const comparing: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=', 'is', 'in', 'not', 'contains']);
const constants: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['false', 'false'],
  ['none', 'null'],
  ['null', 'null'],
  ['nil', 'null'],
]);

/** Words that JavaScript needs for itself. */
const reserved =
  /^(?:await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|finally|for|function|if|implements|import|in|instanceof|interface|let|new|package|private|protected|public|return|static|super|switch|this|throw|try|typeof|var|void|while|with|yield|arguments|eval|async|of|undefined)$/;

function quoted(text: string): string {
  return JSON.stringify(/^["']/.test(text) ? text.slice(1, -1).replaceAll(/\\(.)/gs, '$1') : text);
}

export function isReserved(name: string): boolean {
  return reserved.test(name);
}
