import type { Pool, RowDataPacket } from 'mysql2/promise';

export class EmployeesRepository {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  async findSorted(column: string, offset: number) {
    const [rows] = await this.pool.query<RowDataPacket[]>( // weak: CWE-89
      `SELECT id, first_name, last_name FROM employees ORDER BY ${column} LIMIT 25 OFFSET ?`,
      [offset],
    );
    return rows;
  }
}
