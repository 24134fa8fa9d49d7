import type { Json } from '#ground/model';
import type { CompiledModel } from './flow/index.ts';
import type { OwnPatterns } from './patterns/own.ts';

/** What a project brings for the analyzer `code`, as it travels to `open`: pattern rules, and models of its libraries. */
export interface OwnCode extends Partial<OwnPatterns> {
  readonly models?: readonly CompiledModel[];
}

/** A project's own models (docs/code-models.md), for `open`. Throws FileFormatError for the first that is wrong. */
export async function compileOwnModels(files: readonly { path: string; text: string }[]): Promise<Json> {
  // With its schemas: only projects that bring models wait for it.
  const { compileModel } = await import('./flow/compile/compile.ts');
  const models: CompiledModel[] = [];
  for (const { path, text } of files) models.push(await compileModel(path, text));
  // Through JSON, since that is how it travels.
  return JSON.parse(JSON.stringify(models)) as Json;
}
