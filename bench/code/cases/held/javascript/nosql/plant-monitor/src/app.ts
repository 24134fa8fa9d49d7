import express from 'express';
import { MongoClient } from 'mongodb';
import { readings } from './readings.ts';
import { readingQuery } from './schemas.ts';

const client = new MongoClient(process.env.MONGO_URL!);
const collection = client.db('plants').collection('readings');
const app = express();

app.get('/readings', async (req, res) => {
  const query = readingQuery.safeParse(req.query);
  if (!query.success) return void res.status(400).json(query.error.issues);
  res.json(await readings(collection, query.data));
});

app.listen(3000);
