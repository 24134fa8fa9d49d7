import { readFileSync } from 'node:fs';
import { assetPath } from '#ground/places';
import type { OwnSettings } from '#observe/engine';
import type { Redactor } from './context.ts';

/**
 * The places of all that any rule for secrets could mean, the project's own among them. Loaded when there is something to show: a clean scan does not pay for it.
 * Undefined without the analyzer's assets.
 */
export async function redactorOfSecrets(own: OwnSettings | undefined): Promise<Redactor | undefined> {
  const { analyzer, openRedactor } = await import('#observe/secrets');
  try {
    const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
    return openRedactor(assets, own?.[analyzer.id]);
  } catch {
    return undefined;
  }
}
