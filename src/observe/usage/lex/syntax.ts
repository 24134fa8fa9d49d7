/** How strings and comments stand in a language. */
export interface Syntax {
  readonly lineComments: readonly string[];
  /** Open and close of comments over lines. */
  readonly blockComments?: readonly [string, string];
  readonly nestedComments?: boolean;
  /** Longer ones first. */
  readonly strings: readonly StringSyntax[];
  /** Slashes may begin a regular expression, and backticks a template: JavaScript. */
  readonly script?: boolean;
  /** `'` begins a character only where one closes it soon, and a lifetime otherwise; `r#"…"#` is raw: Rust. */
  readonly rust?: boolean;
  /** Braces in a string with an `f` before it hold code: Python. */
  readonly formatted?: boolean;
}

export interface StringSyntax {
  readonly open: string;
  readonly close: string;
  /** A backslash takes the meaning of what follows. */
  readonly escapes: boolean;
  readonly manyLines: boolean;
}

const plain = (quote: string): StringSyntax => ({ open: quote, close: quote, escapes: true, manyLines: false });
const long = (quote: string, escapes = true): StringSyntax => ({ open: quote, close: quote, escapes, manyLines: true });
const cComments = { lineComments: ['//'], blockComments: ['/*', '*/'] } as const;

export const javascript: Syntax = { ...cComments, strings: [plain('"'), plain("'")], script: true };
export const python: Syntax = {
  lineComments: ['#'],
  strings: [long('"""'), long("'''"), plain('"'), plain("'")],
  formatted: true,
};
export const go: Syntax = { ...cComments, strings: [plain('"'), long('`', false), plain("'")] };
export const rust: Syntax = { ...cComments, nestedComments: true, strings: [long('"')], rust: true };
