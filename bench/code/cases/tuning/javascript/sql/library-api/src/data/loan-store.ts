export const LOANS = Symbol('LOANS');

export interface LoanStore {
  overdue(branch: string, until: string): Promise<unknown[]>;
}
