/** Asks providers whether secrets are live: only when somebody asked for it, one harmless request each, to the provider's own host alone. */
export { askProviders } from './ask.ts';
export type { Asked, Credential, Liveness } from './ask.ts';
export { transport } from './transport.ts';
export type { Transport } from './transport.ts';
