export * from './box-store.js';
export { SqlBoxStore } from './sql-box-store.js';
