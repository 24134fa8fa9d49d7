export * from './loan-store.js';
export { SqlLoanStore } from './sql-loan-store.js';
