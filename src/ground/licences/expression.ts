import { canonicalId, spokenName } from './families.ts';

/** SPDX 2.3, annex D: what a package may be used under. `and`: all of them hold; `or`: whoever uses it chooses. */
export type LicenceExpression =
  | SingleLicence
  | { readonly kind: 'and' | 'or'; readonly parts: readonly LicenceExpression[] };

export interface SingleLicence {
  readonly kind: 'licence';
  /** In SPDX's own capitals where it is on SPDX's list: `GPL-2.0-or-later`; else as it is written: `LicenseRef-acme`. */
  readonly id: string;
  /** `Classpath-exception-2.0` */
  readonly exception?: string;
  /** `+`: this version or a later one, of licences whose id does not say it. */
  readonly orLater?: true;
}

/** Of more, nothing is said: it is no licence but its text. */
const longest = 2000;
const deepest = 32;

/**
 * Reads an SPDX expression, and the words that package managers of old put in its place (`Apache 2.0`, `MIT/X11`, `GPLv3`). Undefined for
 * anything else: what is not understood is not known. Linear.
 */
export function parseLicence(text: string): LicenceExpression | undefined {
  const written = text.trim();
  if (written === '' || written.length > longest) return undefined;
  const spoken = spokenName(written);
  if (spoken !== undefined) return { kind: 'licence', id: spoken };
  // Cargo's old way of saying "or".
  const tokens = written.replaceAll('/', ' OR ').match(/[()]|[^\s()]+/g) ?? [];
  const parser = new Parser(tokens);
  const expression = parser.choice(0);
  return expression !== undefined && parser.isAtEnd ? expression : undefined;
}

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  /** `OR` binds less than `AND`. */
  choice(depth: number): LicenceExpression | undefined {
    return this.#chain('or', () => this.#chain('and', () => this.#operand(depth)));
  }

  #chain(kind: 'and' | 'or', next: () => LicenceExpression | undefined): LicenceExpression | undefined {
    const parts: LicenceExpression[] = [];
    do {
      const part = next();
      if (part === undefined) return undefined;
      if (part.kind === kind) parts.push(...part.parts);
      else parts.push(part);
    } while (this.#takes(kind));
    return parts.length === 1 ? parts[0] : { kind, parts };
  }

  #operand(depth: number): LicenceExpression | undefined {
    if (depth > deepest) return undefined;
    if (this.#takes('(')) {
      const inner = this.choice(depth + 1);
      return this.#takes(')') ? inner : undefined;
    }
    return this.#single();
  }

  #single(): SingleLicence | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || !idPattern.test(token) || isOperator(token)) return undefined;
    this.#at += 1;
    const joined = withException.get(token.toLowerCase());
    if (joined !== undefined) return { kind: 'licence', ...joined };
    const { id, orLater } = canonicalId(token);
    if (!this.#takes('with')) return { kind: 'licence', id, ...(orLater && { orLater }) };
    const exception = this.#tokens[this.#at];
    if (exception === undefined || !idPattern.test(exception) || isOperator(exception)) return undefined;
    this.#at += 1;
    return { kind: 'licence', id, exception, ...(orLater && { orLater }) };
  }

  #takes(token: string): boolean {
    if (this.#tokens[this.#at]?.toLowerCase() !== token) return false;
    this.#at += 1;
    return true;
  }
}

/** Ids of old in which the exception stands (SPDX's list, deprecated). */
const withException: ReadonlyMap<string, { readonly id: string; readonly exception: string }> = new Map([
  ['gpl-2.0-with-autoconf-exception', { id: 'GPL-2.0-only', exception: 'Autoconf-exception-2.0' }],
  ['gpl-2.0-with-bison-exception', { id: 'GPL-2.0-only', exception: 'Bison-exception-2.2' }],
  ['gpl-2.0-with-classpath-exception', { id: 'GPL-2.0-only', exception: 'Classpath-exception-2.0' }],
  ['gpl-2.0-with-font-exception', { id: 'GPL-2.0-only', exception: 'Font-exception-2.0' }],
  ['gpl-2.0-with-gcc-exception', { id: 'GPL-2.0-only', exception: 'GCC-exception-2.0' }],
  ['gpl-3.0-with-autoconf-exception', { id: 'GPL-3.0-only', exception: 'Autoconf-exception-3.0' }],
  ['gpl-3.0-with-gcc-exception', { id: 'GPL-3.0-only', exception: 'GCC-exception-3.1' }],
]);

const idPattern = /^(?:DocumentRef-[\w.-]+:)?[A-Za-z0-9][\w.-]*\+?$/;

function isOperator(token: string): boolean {
  return /^(?:and|or|with)$/i.test(token);
}
