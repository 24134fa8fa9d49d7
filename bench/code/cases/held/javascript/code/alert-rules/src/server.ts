import express, { type Request, type Response } from 'express';
import { RuleBook, type Rule } from './rules';

const book = new RuleBook();
const app = express();
app.use(express.json());

app.post('/rules', (req: Request<unknown, unknown, Rule>, res: Response) => {
  book.add(req.body);
  res.sendStatus(201);
});

app.post('/readings', (req, res) => {
  res.json({ firing: book.firing(req.body) });
});

app.listen(3000);
