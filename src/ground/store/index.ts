/** Where everything that must last is kept: transactions over an embedded or a served PostgreSQL, tenant by tenant. */
export { readBackup } from './backup/read.ts';
export type { RestoreSummary } from './backup/read.ts';
export { writeBackup } from './backup/write.ts';
export type { BackupSummary } from './backup/write.ts';
export { isUniqueViolation, StoreError } from './errors.ts';
export { openStore } from './open.ts';
export type { Store, StoreHealth } from './store.ts';
export type { Tenant, Transaction } from './transaction.ts';
export type { Where } from './where.ts';
