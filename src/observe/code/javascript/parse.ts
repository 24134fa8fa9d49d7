import { parseSync, type ParserOptions, type Program } from 'oxc-parser';

export interface SyntaxError {
  /** UTF-16 offset of where it is. */
  readonly at: number;
  readonly message: string;
}

export type Parsed = { readonly program: Program } | { readonly error: SyntaxError } | { readonly error: 'too-deep' };

export type Language = NonNullable<ParserOptions['lang']>;

/** `experimentalRawTransfer` is not among the declared options; without it two thirds of the time go into JSON. */
interface RawOptions extends ParserOptions {
  readonly experimentalRawTransfer: boolean;
}

/**
 * Parses a text that is known not to be too deep for the native parser (see `depth.ts`). What is too deep for reading the tree out of its
 * memory, which recurses, is handed over as JSON, which does not.
 */
export function parse(text: string, lang: Language, sourceType: 'module' | 'script' | 'commonjs'): Parsed {
  const options: RawOptions = { lang, sourceType, preserveParens: false, experimentalRawTransfer: true };
  try {
    return read(text, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  try {
    return read(text, { ...options, experimentalRawTransfer: false });
  } catch (error) {
    if (error instanceof RangeError) return { error: 'too-deep' };
    throw error;
  }
}

function read(text: string, options: RawOptions): Parsed {
  const result = parseSync('', text, options);
  const fatal = result.errors.find(({ severity }) => (severity as string) === 'Error');
  if (fatal === undefined) return { program: result.program };
  // Some errors leave the tree whole: a rule of the language is broken, not its grammar.
  const { program } = result;
  if (program.body.length > 0) return { program };
  return { error: { at: fatal.labels[0]?.start ?? 0, message: fatal.message } };
}
