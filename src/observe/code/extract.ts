import type { Extraction, SourceFile } from '#ground/model';
import type { Parsers } from '#ground/syntax';
import type { CodeFacts } from './facts.ts';
import { lowerJavaScript } from './javascript/index.ts';
import { isManifest, manifestFacts } from './modules/index.ts';
import { languageOf, saysWhereModulesAre } from './paths.ts';
import { lowerPython } from './python/index.ts';

/** One file's code in the one form. What is not understood of it is told. */
export function extractCode(
  { path, bytes }: SourceFile,
  deadline: number,
  parsers: () => Parsers,
): Extraction<CodeFacts> {
  if (saysWhereModulesAre(path)) {
    const manifest = manifestFacts(path, textOf(bytes));
    return manifest === undefined ? {} : { facts: { manifest } };
  }
  const language = languageOf(path);
  if (language !== 'javascript' && language !== 'component' && language !== 'python') return {};
  const file = { path, text: textOf(bytes) };
  const { ir, notLookedAt } =
    language === 'python' ? lowerPython(file, parsers(), deadline) : lowerJavaScript(file, deadline);
  return {
    ...(ir !== undefined && { facts: { ir } }),
    ...(notLookedAt.length > 0 && { notLookedAt: notLookedAt.map((gap) => ({ ...gap, by: 'code' })) }),
  };
}

const utf8 = new TextDecoder();

function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}
