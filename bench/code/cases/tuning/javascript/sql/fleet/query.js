import mysql from 'mysql2/promise';

const pool = mysql.createPool({ uri: process.env.MYSQL_URL });

export class Query {
  #parts = [];

  constructor(table) {
    this.table = table;
  }

  equals(column, value) {
    this.#parts.push(`${column} = "${value}"`);
    return this;
  }

  async run() {
    const [rows] = await pool.execute(`SELECT * FROM ${this.table} WHERE ${this.#parts.join(' AND ')} LIMIT 100`); // weak: CWE-89
    return rows;
  }
}
