import { readFileSync } from 'node:fs';
import type { Analyzer } from '#ground/model';
import { assetPath } from '#ground/places';

/** Files under dist/assets by name. Those that an analyzer calls lazy are read when somebody first asks for them, and do not go along to another thread. */
export class Assets extends Map<string, Uint8Array> {
  private readonly lazy = new Map<string, Uint8Array | undefined>();

  /** `known`: what another thread has read. */
  static of(analyzers: readonly Analyzer[], known: ReadonlyMap<string, Uint8Array> = new Map()): Assets {
    const assets = new Assets(known);
    for (const analyzer of analyzers) assets.addLazy(analyzer);
    return assets;
  }

  addLazy({ lazyAssets }: Analyzer): void {
    for (const name of lazyAssets ?? []) this.lazy.set(name, this.lazy.get(name));
  }

  override get(name: string): Uint8Array | undefined {
    const known = super.get(name) ?? this.lazy.get(name);
    if (known !== undefined || !this.lazy.has(name)) return known;
    const bytes = readAsset(name);
    this.lazy.set(name, bytes);
    return bytes;
  }

  /** False when the file is not there. */
  read(name: string): boolean {
    if (this.has(name)) return true;
    const bytes = readAsset(name);
    if (bytes !== undefined) this.set(name, bytes);
    return bytes !== undefined;
  }
}

function readAsset(name: string): Uint8Array | undefined {
  try {
    return readFileSync(assetPath(name));
  } catch {
    return undefined;
  }
}
