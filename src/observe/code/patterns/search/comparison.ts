import { compileExpression } from '../text/expression.ts';

/** What a comparison's expression is worth. */
export type Value = number | string | boolean | readonly Value[] | undefined;

/** What a metavariable is worth; undefined when nobody knows. */
export type Lookup = (metavariable: string) => Value;

type Expression = (lookup: Lookup) => Value;

const maxDepth = 50;
const parsed = new Map<string, Expression | string>();

/** The expression of a metavariable-comparison, ready to be worked out; or, as text, what is not understood in it. */
export function parseComparison(text: string): Expression | string {
  let expression = parsed.get(text);
  if (expression === undefined) {
    try {
      expression = new Parser(tokens(text)).parse();
    } catch (error) {
      expression = error instanceof Error ? error.message : String(error);
    }
    if (parsed.size > 2000) parsed.clear();
    parsed.set(text, expression);
  }
  return expression;
}

function tokens(text: string): string[] {
  const found =
    text.match(
      /\$?[A-Za-z_][\w.]*|\$\.\.\.[A-Z_]\w*|\$\d+|0[xXoObB][\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|r?"(?:\\.|[^"\\])*"|r?'(?:\\.|[^'\\])*'|\*\*|\/\/|[<>=!]=|<<|>>|[-+*/%<>()[\],&|^~]/g,
    ) ?? [];
  if (found.join('').replace(/\s/g, '') !== text.replace(/\s/g, ''))
    throw new Error('there is something else than an expression in it');
  return found;
}

/** A small part of Python's expressions: no names but metavariables, no calls but those that are known. */
class Parser {
  private readonly tokens: readonly string[];
  private at = 0;
  private depth = 0;

  constructor(list: readonly string[]) {
    this.tokens = list;
  }

  parse(): Expression {
    const expression = this.or();
    if (this.at < this.tokens.length) throw new Error(`${this.tokens[this.at]} stands where nothing is expected`);
    return expression;
  }

  private take(...wanted: readonly string[]): string | undefined {
    const token = this.tokens[this.at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.at += 1;
    return token;
  }

  private or(): Expression {
    this.depth += 1;
    if (this.depth > maxDepth) throw new Error('it nests too deep');
    let left = this.and();
    while (this.take('or') !== undefined) {
      const [a, b] = [left, this.and()];
      left = (lookup) => truth(a(lookup)) || truth(b(lookup));
    }
    this.depth -= 1;
    return left;
  }

  private and(): Expression {
    let left = this.not();
    while (this.take('and') !== undefined) {
      const [a, b] = [left, this.not()];
      left = (lookup) => truth(a(lookup)) && truth(b(lookup));
    }
    return left;
  }

  private not(): Expression {
    if (this.take('not') === undefined) return this.comparison();
    const inner = this.not();
    return (lookup) => {
      const value = inner(lookup);
      return value === undefined ? undefined : !truth(value);
    };
  }

  private comparison(): Expression {
    const left = this.sum();
    const negated = this.tokens[this.at] === 'not' && this.tokens[this.at + 1] === 'in';
    if (negated) this.at += 1;
    const sign = this.take('<', '<=', '>', '>=', '==', '!=', 'in');
    if (sign === undefined) return left;
    const right = this.sum();
    return (lookup) => {
      const result = compared(sign, left(lookup), right(lookup));
      return negated && result !== undefined ? !result : result;
    };
  }

  private sum(): Expression {
    return this.chain(['+', '-', '<<', '>>', '&', '|', '^'], () => this.product());
  }

  private product(): Expression {
    return this.chain(['*', '/', '//', '%'], () => this.power());
  }

  private power(): Expression {
    const base = this.unary();
    if (this.take('**') === undefined) return base;
    const exponent = this.unary();
    return (lookup) => arithmetic('**', base(lookup), exponent(lookup));
  }

  private chain(signs: readonly string[], next: () => Expression): Expression {
    let left = next();
    for (let sign = this.take(...signs); sign !== undefined; sign = this.take(...signs)) {
      const [a, b, operator] = [left, next(), sign];
      left = (lookup) => arithmetic(operator, a(lookup), b(lookup));
    }
    return left;
  }

  private unary(): Expression {
    const sign = this.take('-', '+', '~');
    if (sign === undefined) return this.atom();
    const inner = this.unary();
    return (lookup) => {
      const value = inner(lookup);
      if (typeof value !== 'number') return undefined;
      return sign === '-' ? -value : sign === '~' ? ~value : value;
    };
  }

  private atom(): Expression {
    const token = this.tokens[this.at];
    if (token === undefined) throw new Error('it ends too early');
    this.at += 1;
    if (token === '(' || token === '[') return this.group(token);
    if (token.startsWith('$')) return (lookup) => lookup(token);
    if (/^\d/.test(token)) return constant(Number(token));
    if (/^r?["']/.test(token)) return constant(unquoted(token));
    if (token === 'True' || token === 'true') return constant(true);
    if (token === 'False' || token === 'false') return constant(false);
    if (this.take('(') !== undefined) return this.call(token);
    throw new Error(`${token} is not known`);
  }

  private group(open: string): Expression {
    const close = open === '(' ? ')' : ']';
    const items: Expression[] = [];
    let isList = open === '[';
    while (this.take(close) === undefined) {
      items.push(this.or());
      if (this.take(',') !== undefined) isList = true;
      else if (this.tokens[this.at] !== close) throw new Error(`${close} is missing`);
    }
    return isList ? (lookup) => items.map((item) => item(lookup)) : (items[0] ?? constant(undefined));
  }

  private call(name: string): Expression {
    const args: Expression[] = [];
    while (this.take(')') === undefined) {
      args.push(this.or());
      if (this.take(',') === undefined && this.tokens[this.at] !== ')') throw new Error(') is missing');
    }
    const known = functions[name];
    if (known === undefined || !Object.hasOwn(functions, name)) throw new Error(`the function ${name} is not known`);
    return (lookup) => known(args.map((arg) => arg(lookup)));
  }
}

function constant(value: Value): Expression {
  return () => value;
}

const functions: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  int: ([value, base]) => {
    if (typeof value === 'number') return Math.trunc(value);
    if (typeof value !== 'string') return undefined;
    const number = typeof base === 'number' ? Number.parseInt(value, base) : Number(value.trim());
    return value.trim() === '' || Number.isNaN(number) ? undefined : Math.trunc(number);
  },
  float: ([value]) => (value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value)),
  str: ([value]) => (value === undefined ? undefined : String(value)),
  len: ([value]) => (typeof value === 'string' || Array.isArray(value) ? value.length : undefined),
  lower: ([value]) => (typeof value === 'string' ? value.toLowerCase() : undefined),
  upper: ([value]) => (typeof value === 'string' ? value.toUpperCase() : undefined),
  today: () => Math.floor(Date.now() / 86_400_000) * 86_400,
  strptime: ([value]) => {
    const time = typeof value === 'string' ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
    return Number.isNaN(time) ? undefined : time / 1000;
  },
  're.match': ([source, value]) => {
    if (typeof source !== 'string' || value === undefined || source.length > 500) return undefined;
    return compileExpression(`^(?:${source})`, '').exec(String(value).slice(0, 2000)) !== null;
  },
};

function truth(value: Value): boolean {
  return value !== undefined && value !== false && value !== 0 && value !== '';
}

function compared(sign: string, a: Value, b: Value): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (sign === 'in')
    return Array.isArray(b)
      ? b.includes(a)
      : typeof b === 'string' && typeof a === 'string'
        ? b.includes(a)
        : undefined;
  if (sign === '==') return a === b;
  if (sign === '!=') return a !== b;
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) return undefined;
  const [left, right] = [a, b as typeof a];
  if (sign === '<') return left < right;
  if (sign === '<=') return left <= right;
  return sign === '>' ? left > right : left >= right;
}

function arithmetic(sign: string, a: Value, b: Value): Value {
  if (sign === '+' && typeof a === 'string' && typeof b === 'string') return a + b;
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const results: Readonly<Record<string, () => number>> = {
    '+': () => a + b,
    '-': () => a - b,
    '*': () => a * b,
    '/': () => a / b,
    '//': () => Math.floor(a / b),
    '%': () => ((a % b) + b) % b,
    '**': () => a ** b,
    '<<': () => a << b,
    '>>': () => a >> b,
    '&': () => a & b,
    '|': () => a | b,
    '^': () => a ^ b,
  };
  return results[sign]!();
}

function unquoted(token: string): string {
  const isRaw = token.startsWith('r');
  const inner = token.slice(isRaw ? 2 : 1, -1);
  return isRaw
    ? inner
    : inner.replace(/\\(.)/g, (_, escaped: string) => ({ n: '\n', t: '\t', r: '\r' })[escaped] ?? escaped);
}
