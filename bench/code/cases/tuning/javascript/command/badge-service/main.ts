import express from 'express';
import { BadgePrinter } from './badge-printer';

const app = express();
const printer = new BadgePrinter();

app.post('/badges', express.json(), async (req, res) => {
  await printer.print({ title: String(req.body.title), copies: Number(req.body.copies) });
  res.sendStatus(202);
});

export default app;
