import type { Language, Parser } from 'web-tree-sitter';
import { SyntaxFailure } from './failure.ts';
import { Grammar, type Memory } from './grammar.ts';
import { grammarAsset, runtimeAsset, type SyntaxLanguage } from './languages.ts';
import { readTree } from './read-tree.ts';
import type { SyntaxTree } from './tree.ts';

export interface ParseLimits {
  /** As performance.now() has it, milliseconds. */
  readonly deadline: number;
  /** Default: four million. */
  readonly maxNodes?: number;
  /** In UTF-16 units. Default: eight million. */
  readonly maxLength?: number;
}

/** Parsers of this thread. A grammar is taken out of the assets when a text of its language is parsed for the first time. */
export interface Parsers {
  /** Throws SyntaxFailure. */
  parse(language: SyntaxLanguage, text: string, limits: ParseLimits): SyntaxTree;
  /** Throws SyntaxFailure when it is not there. */
  grammar(language: SyntaxLanguage): Grammar;
}

/** Makes parsers ready in this thread; whatever it is asked for later is done at once. Throws SyntaxFailure. */
export async function prepareSyntax(assets: ReadonlyMap<string, Uint8Array>): Promise<Parsers> {
  runtime ??= Runtime.start(bytesOf(assets, runtimeAsset));
  try {
    return new LoadedParsers(await runtime, assets);
  } catch (error) {
    runtime = undefined;
    throw error;
  }
}

/** There can be one in a thread. */
let runtime: Promise<Runtime> | undefined;

class Runtime {
  readonly library: typeof import('web-tree-sitter');
  readonly memory: Memory;
  readonly known = new Map<SyntaxLanguage, { readonly language: Language; readonly grammar: Grammar }>();
  private parser: Parser | undefined;
  /** Set while the parser works: what finds it set knows that somebody was torn out of it. */
  private isWorking = false;

  private constructor(library: typeof import('web-tree-sitter'), memory: Memory) {
    this.library = library;
    this.memory = memory;
  }

  static async start(wasmBinary: Uint8Array): Promise<Runtime> {
    const library = await import('web-tree-sitter');
    // The library fills in the rest.
    const memory = { wasmBinary } as unknown as Memory;
    await library.Parser.init(memory);
    return new Runtime(library, memory);
  }

  parse(language: Language, grammar: Grammar, text: string, deadline: number, maxNodes: number): SyntaxTree {
    if (this.isWorking)
      throw new SyntaxFailure('parser-failed', 'the parser was torn out of its work at an earlier file');
    this.isWorking = true;
    const parser = (this.parser ??= new this.library.Parser());
    try {
      parser.setLanguage(language);
      let calls = 0;
      const progressCallback = (): boolean => (++calls & 63) === 0 && performance.now() > deadline;
      const tree = parser.parse(text, null, { progressCallback });
      if (tree === null) {
        parser.reset();
        throw new SyntaxFailure('timed-out', 'parsing took too long');
      }
      try {
        return readTree(grammar, text, this.memory, addressOf(tree), maxNodes);
      } finally {
        tree.delete();
      }
    } catch (error) {
      if (error instanceof SyntaxFailure) throw error;
      // A trap leaves the parser in no state to go on from.
      this.parser = undefined;
      const why = error instanceof Error ? error.message : String(error);
      throw new SyntaxFailure('parser-failed', `the parser failed: ${why}`, { cause: error });
    } finally {
      this.isWorking = false;
    }
  }
}

class LoadedParsers implements Parsers {
  private readonly runtime: Runtime;
  private readonly assets: ReadonlyMap<string, Uint8Array>;

  constructor(loaded: Runtime, assets: ReadonlyMap<string, Uint8Array>) {
    this.runtime = loaded;
    this.assets = assets;
  }

  parse(name: SyntaxLanguage, text: string, limits: ParseLimits): SyntaxTree {
    const { deadline, maxNodes = 4_000_000, maxLength = 8_000_000 } = limits;
    if (text.length > maxLength)
      throw new SyntaxFailure('too-large', `${text.length} characters; the limit is ${maxLength}`);
    const { language, grammar } = this.load(name);
    return this.runtime.parse(language, grammar, text, deadline, maxNodes);
  }

  grammar(name: SyntaxLanguage): Grammar {
    return this.load(name).grammar;
  }

  private load(name: SyntaxLanguage): { readonly language: Language; readonly grammar: Grammar } {
    const { library, memory, known } = this.runtime;
    let loaded = known.get(name);
    if (loaded === undefined) {
      const bytes = bytesOf(this.assets, grammarAsset(name));
      const language = library.Language.loadSync(new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>));
      const from = { memory, address: addressOf(language) };
      loaded = { language, grammar: new Grammar(name, language.types, language.fields, from) };
      known.set(name, loaded);
    }
    return loaded;
  }
}

function bytesOf(assets: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = assets.get(name);
  if (bytes === undefined) throw new SyntaxFailure('missing-data', `${name} is not built`);
  return bytes;
}

/** Where in the parser's memory something lies that the library has an object for. */
function addressOf(object: object): number {
  return (object as { readonly 0: number })[0];
}
