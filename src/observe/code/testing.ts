import { readFileSync } from 'node:fs';
import type { AnalyzerSession, Claim, FileFacts } from '#ground/model';
import { assetPath } from '#ground/places';
import { analyzer } from './analyzer.ts';
import type { CodeFacts } from './facts.ts';

/** The analyzer with all that it may ask for, for tests of what it finds in a few files. */
export async function openCode(): Promise<AnalyzerSession<CodeFacts>> {
  return analyzer.open(await preparedAssets(), { projectKey: '' });
}

/** By name, with the analyzer prepared. */
export async function preparedAssets(): Promise<ReadonlyMap<string, Uint8Array>> {
  const assets = new Map<string, Uint8Array>();
  for (const name of [...analyzer.assets, ...(analyzer.lazyAssets ?? [])])
    assets.set(name, readFileSync(assetPath(name)));
  await analyzer.prepare?.(assets);
  return assets;
}

/** By path. */
export type Files = Readonly<Record<string, string>>;

export function factsOf(session: AnalyzerSession<CodeFacts>, files: Files): FileFacts<CodeFacts>[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const bytes = new TextEncoder().encode(text);
    const extracted = session.extract({ path, bytes, size: bytes.length }, Infinity);
    return extracted.facts === undefined ? [] : [{ path, facts: extracted.facts }];
  });
}

export function claimsOf(session: AnalyzerSession<CodeFacts>, files: Files): readonly Claim[] {
  return session.conclude(factsOf(session, files)).claims;
}

/** What is found of scripts in pages: `file:line rule`. */
export function scriptsFound(session: AnalyzerSession<CodeFacts>, files: Files): string[] {
  return claimsOf(session, files)
    .filter(({ rule }) => /xss|script-url/.test(rule))
    .map(({ rule, location }) => `${location.path}:${location.startLine} ${rule.slice(5)}`)
    .sort();
}
