const express = require('express');
const { MongoClient } = require('mongodb');

const client = new MongoClient(process.env.MONGO_URL);
const app = express();
app.use(express.json());

app.post('/cards/check', async (req, res) => {
  const { number, branch } = req.body;
  if (typeof number !== 'string' || typeof branch !== 'string') {
    return res.status(400).json({ error: 'number and branch are strings' });
  }
  const card = await client.db('library').collection('cards').findOne({ number, branch });
  res.json({ valid: card !== null });
});

app.listen(3000);
