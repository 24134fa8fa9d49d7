/** Which file, or which package from elsewhere, a module's name in code stands for. Pure. */
export { isManifest, manifestFacts } from './manifest.ts';
export type { ManifestFacts } from './manifest.ts';
export { makeResolver } from './resolver.ts';
export type { Manifest, Resolved } from './resolved.ts';
export type { Resolver } from './resolver.ts';
