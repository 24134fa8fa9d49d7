import type { Claim } from '#ground/model';
import type { ExampleResult, OwnRules, OwnTexts } from './brought.ts';

export type { ExampleResult, OwnRuleDoc, OwnRules, OwnTexts } from './brought.ts';

/**
 * Compiles a project's own rules. What does so is loaded here: a project without any does not pay for it.
 * Throws FileFormatError.
 */
export async function compileOwnRules(texts: OwnTexts): Promise<OwnRules> {
  const { compileOwn } = await import('./compile.ts');
  return compileOwn(texts);
}

/** Runs the rules over their own examples, with the built-in ones beside them. Throws FileFormatError. */
export async function testOwnRules(
  texts: OwnTexts,
  assets: ReadonlyMap<string, Uint8Array>,
): Promise<readonly ExampleResult[]> {
  const { testExamples } = await import('./examples.ts');
  return testExamples(texts, assets);
}

/** What a gitleaks configuration extends, as a path. Throws FileFormatError. */
export async function gitleaksExtends(path: string, text: string): Promise<string | undefined> {
  const { extendedPath } = await import('./compile.ts');
  return extendedPath(path, text);
}

/** Whether what is said of a rule of gitleaks, by its id there, is said of a finding's rule. */
export async function gitleaksNames(): Promise<(id: string, finding: Pick<Claim, 'rule' | 'attributes'>) => boolean> {
  const { isMeant } = await import('./gitleaks/known-rules.ts');
  return isMeant;
}
