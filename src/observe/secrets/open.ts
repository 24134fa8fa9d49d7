import type { Json } from '#ground/model';
import { type Image, readImage } from './image.ts';
import type { Gitleaks } from './own/gitleaks/detect.ts';
import { withOwn } from './own/joint.ts';
import { Scanner } from './scanner.ts';

/** What the build makes, by the names that it has there. */
export const assetNames = ['secrets.wasm', 'secrets.image'] as const;

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

function asset(assets: ReadonlyMap<string, Uint8Array>, name: (typeof assetNames)[number]): Uint8Array {
  const bytes = assets.get(name);
  if (bytes === undefined) throw new Error(`the asset ${name} was not handed in`);
  return bytes;
}
