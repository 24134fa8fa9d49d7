/**
 * Packages as every ecosystem names and orders them: package URLs. Pure; what is read is hostile, and read in linear time.
 */
export { buildPurl, formatPurl, parsePurl, PurlError, withoutVersion } from './purl.ts';
export type { Purl, PurlErrorCode, PurlMode } from './purl.ts';
