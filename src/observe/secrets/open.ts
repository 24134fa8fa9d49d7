import type { Json } from '#ground/model';
import { type Image, readImage } from './image.ts';
import type { Gitleaks } from './own/gitleaks/detect.ts';
import { withOwn } from './own/joint.ts';
import { Scanner } from './scanner.ts';
import { type Model, readModel } from './score/model.ts';

/** What the build makes, by the names that it has there. */
export const assetNames = ['secrets.wasm', 'secrets.image', 'secrets.model'] as const;

/** `own`: what the project brings (own/settings.ts). @throws Error when an asset is missing or damaged. */
export function openScanner(
  assets: ReadonlyMap<string, Uint8Array>,
  own?: Json,
): {
  readonly scanner: Scanner;
  readonly image: Image;
  /** A team's gitleaks rules, which read what the scanner hints at. */
  readonly gitleaks?: Gitleaks;
} {
  const image = readImage(asset(assets, 'secrets.image'));
  if (own !== undefined) return withOwn(asset(assets, 'secrets.wasm'), image, own);
  return { image, scanner: new Scanner(asset(assets, 'secrets.wasm'), image) };
}

/** Reads the model on the first value that is scored: a file without one does not pay for it. @throws Error when it is missing or damaged. */
export function openModel(assets: ReadonlyMap<string, Uint8Array>): () => Model {
  const bytes = asset(assets, 'secrets.model');
  let model: Model | undefined;
  return () => (model ??= readModel(bytes));
}

function asset(assets: ReadonlyMap<string, Uint8Array>, name: (typeof assetNames)[number]): Uint8Array {
  const bytes = assets.get(name);
  if (bytes === undefined) throw new Error(`the asset ${name} was not handed in`);
  return bytes;
}
