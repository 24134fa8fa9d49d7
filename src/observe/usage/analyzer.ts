import type { Analyzer, AnalyzerSession, Extraction, FileFacts, SourceFile } from '#ground/model';
import type { UsageFacts } from './facts.ts';
import { isTest, readerOf } from './language.ts';
import { LexTimeout } from './lex/lex.ts';

/**
 * Which packages and which of their symbols a project's own code uses. Not among the analyzers of every scan: a flow runs it when a
 * dependency was found to be vulnerable. It makes no claims; what it knows is the `knowledge` of its conclusion, a `Usage`.
 */
export const usageAnalyzer: Analyzer<UsageFacts> = {
  id: 'usage',
  version: 2,
  // The readers, by digest: facts that others read are not believed.
  assets: ['usage.digest'],
  wants: ({ path, size }) => readerOf(path, size) !== undefined,
  open: (): AnalyzerSession<UsageFacts> => ({
    extract,
    rules: [],
    conclude: (facts) => ({
      claims: [],
      notLookedAt: [],
      knowledge: { files: facts.map(({ path, facts: of }) => ({ path, facts: of })) },
    }),
  }),
};

/** What is known of the whole project: the facts of each file that was read. */
export interface Usage {
  readonly files: readonly FileFacts<UsageFacts>[];
}

/** The analyzer's own knowledge, as the engine hands it out. Undefined: there is none, since no file gave facts. */
export function usageFrom(knowledge: unknown): Usage {
  return knowledge === undefined ? { files: [] } : (knowledge as Usage); // its `conclude` is the only writer
}

function extract({ path, size, bytes }: SourceFile, deadline: number): Extraction<UsageFacts> {
  const reader = readerOf(path, size);
  if (reader === undefined) return {};
  const { language } = reader;
  const test = isTest(path) ? { test: true as const } : {};
  try {
    const facts: UsageFacts = { language, ...test, ...reader.read(textOf(bytes), deadline) };
    const saysNothing = facts.modules.length === 0 && Object.keys(facts).length === (facts.test === undefined ? 2 : 3);
    return saysNothing ? {} : { facts };
  } catch (error) {
    if (!(error instanceof LexTimeout)) throw error;
    return {
      facts: { language, ...test, modules: [], unsure: 1 },
      notLookedAt: [{ path, by: 'usage', reason: 'timed-out', detail: error.message, expected: false }],
    };
  }
}

function textOf(bytes: Uint8Array): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
}
