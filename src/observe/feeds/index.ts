/**
 * Gets advisories from their sources, when somebody asked for it, and puts them into the index: what is fetched is hostile, and whatever goes
 * wrong with a source leaves what is stored of it, and every other source, as it is.
 */
export { isBundleFile, writeBundle } from './bundle.ts';
export { FeedError } from './feed-error.ts';
export type { FeedErrorCode } from './feed-error.ts';
export type { FeedProgress, FeedSource } from './feed.ts';
export { readStates } from './feed-state.ts';
export { sourcesAt } from './import-source.ts';
export { isSigned, localSigner, readSigner, readVerifier, signIndex } from './signing.ts';
export type { IndexSigner } from './signing.ts';
export { defaultSources, ecosystemNamed, osvEcosystems, sourceNames, sourcesOf } from './sources.ts';
export type { WantedSource } from './sources.ts';
export { syncSources } from './sync.ts';
export type { SourceOutcome } from './sync.ts';
export { takeBundle } from './take-bundle.ts';
export type { TakenBundle } from './take-bundle.ts';
