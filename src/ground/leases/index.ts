/** Leases: what may be asked for, who may approve it, when it ends. Their file form lies in the repository; a server keeps them in its store. */
export { approveLease, endLease, requestLease } from './lifecycle.ts';
export type { LeaseRequest } from './lifecycle.ts';
export { LeaseError } from './lease-error.ts';
export { acceptInFile, readExceptions } from './exceptions-file.ts';
export { exceptionsPath } from './exceptions-path.ts';
export { keepLease, leasesInForce, listLeases, readLeaseForChange } from './store.ts';
export type { KeptLease, LeaseFilter } from './store.ts';
