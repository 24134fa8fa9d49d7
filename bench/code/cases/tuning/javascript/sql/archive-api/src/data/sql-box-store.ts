import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BoxStore } from './box-store.js';

const table = 'boxes';

@Injectable()
export class SqlBoxStore implements BoxStore {
  constructor(private readonly source: DataSource) {}

  async list(shelf: string, before: string): Promise<unknown[]> {
    return this.source.query(`SELECT * FROM ${table} WHERE shelf = $1 AND stored < $2 LIMIT 100`, [shelf, before]);
  }
}
