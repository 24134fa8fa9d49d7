import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LoanStore } from './loan-store.js';

@Injectable()
export class SqlLoanStore implements LoanStore {
  constructor(private readonly source: DataSource) {}

  async overdue(branch: string, until: string): Promise<unknown[]> {
    return this.source.query(`SELECT * FROM loans WHERE branch = $1 AND due < '${until}'`, [branch]); // weak: CWE-89
  }
}
