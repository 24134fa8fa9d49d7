/**
 * HTTPS to others, when somebody asked for it: TLS 1.2 and later, the environment's proxy, bounds on time and size, redirection only where
 * the caller allows it, and never from the public internet into a private network.
 */
export { ForbiddenAddressError, publicLookup, refuseLiteral } from './address.ts';
export { download } from './download.ts';
export type { Download, DownloadOptions } from './download.ts';
export { NetError, shownUrl } from './error.ts';
export type { NetErrorCode } from './error.ts';
export { network } from './network.ts';
export type { Answer, NetRequest, Network, NetworkOptions, Place, ReadOptions, Validators } from './network.ts';
