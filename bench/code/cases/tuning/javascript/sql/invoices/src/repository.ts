import { db } from './database.js';

export interface InvoiceFilter {
  customer: string;
  year: number;
}

export class InvoiceRepository {
  async find({ customer, year }: InvoiceFilter) {
    const conditions = [`year = ${year}`];
    if (customer) conditions.push(`customer = '${customer}'`);
    const where = conditions.join(' AND ');
    const result = await db.query(`SELECT * FROM invoices WHERE ${where}`); // weak: CWE-89
    return result.rows;
  }
}
