import { readFileSync } from 'node:fs';
import { assetPath } from '#ground/places';
import type { Redactor } from './context.ts';

/**
 * The places of all that any rule for secrets could mean. Loaded when there is something to show: a clean scan does not pay for it.
 * Undefined without the analyzer's assets.
 */
export async function redactorOfSecrets(): Promise<Redactor | undefined> {
  const { analyzer, openRedactor } = await import('#observe/secrets');
  try {
    return openRedactor(new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))])));
  } catch {
    return undefined;
  }
}
