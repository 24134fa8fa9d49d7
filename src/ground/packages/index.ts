/**
 * Packages as every ecosystem names and orders them: package URLs, and versions. Pure; what is read is hostile, and read in linear time.
 */
export { buildPurl, formatPurl, parsePurl, PurlError, withoutVersion } from './purl.ts';
export type { Purl, PurlErrorCode, PurlMode } from './purl.ts';
export { keysVersion } from './versions/order.ts';
export type { VersionOrder } from './versions/order.ts';
export { orderOf } from './versions/orders.ts';
export { satisfies } from './constraints/satisfies.ts';
export { distance } from './distance.ts';
export type { Distance } from './distance.ts';
export { osvEcosystemOf, purlTypeOf, readOsvEcosystem } from './osv-ecosystems.ts';
export type { OsvEcosystem } from './osv-ecosystems.ts';
