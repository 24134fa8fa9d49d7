import type { Database } from 'better-sqlite3';

export class Table<Row> {
  private readonly db: Database;
  private readonly name: string;

  constructor(db: Database, name: string) {
    this.db = db;
    this.name = name;
  }

  all(where: string): Row[] {
    return this.db.prepare(`SELECT * FROM ${this.name} WHERE ${where}`).all() as Row[]; // weak: CWE-89
  }
}
