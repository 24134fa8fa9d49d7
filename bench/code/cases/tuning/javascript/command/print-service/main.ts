import express from 'express';
import { PrinterPool } from './pool';
import { LabelPrinter } from './label-printer';

const app = express();
const pool = new PrinterPool();
pool.add('labels', new LabelPrinter());

app.post('/print/:printer', express.json(), async (req, res) => {
  const printer = pool.get(req.params.printer);
  if (!printer) {
    res.sendStatus(404);
    return;
  }
  await printer.print({ title: req.body.title, copies: req.body.copies });
  res.sendStatus(202);
});

export default app;
