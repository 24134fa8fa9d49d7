import { Router } from 'express';
import { InvoiceRepository } from './repository.js';

const repository = new InvoiceRepository();
export const invoices = Router();

invoices.get('/invoices', async (req, res) => {
  const filter = { customer: req.query.customer as string, year: Number(req.query.year) };
  res.json(await repository.find(filter));
});
