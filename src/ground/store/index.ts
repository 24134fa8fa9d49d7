/** Where everything that must last is kept: transactions over an embedded or a served PostgreSQL, tenant by tenant. */
export { isUniqueViolation, StoreError } from './errors.ts';
export type { StoreErrorCode } from './errors.ts';
export { openStore } from './open.ts';
export type { StoreOptions } from './open.ts';
export type { Store, StoreHealth } from './store.ts';
export type { Tenant, Transaction, TransactionOptions } from './transaction.ts';
