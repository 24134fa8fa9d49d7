import mysql from 'mysql2/promise';

const pool = mysql.createPool({ uri: process.env.MYSQL_URL });

export class Query {
  #parts = [];
  #values = [];

  constructor(table) {
    this.table = table;
  }

  equals(column, value) {
    this.#parts.push(`${column} = ?`);
    this.#values.push(String(value));
    return this;
  }

  async run() {
    const statement = `SELECT * FROM ${this.table} WHERE ${this.#parts.join(' AND ')} LIMIT 100`;
    const [rows] = await pool.execute(statement, this.#values);
    return rows;
  }
}
