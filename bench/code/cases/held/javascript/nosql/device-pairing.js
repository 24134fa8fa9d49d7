const express = require('express');
const { MongoClient } = require('mongodb');

const client = new MongoClient(process.env.MONGO_URL);
const app = express();
app.use(express.json());

app.post('/devices/pair', async (req, res) => {
  const device = await client.db('home').collection('devices').findOne({ // weak: CWE-943
    serial: req.body.serial,
    pairingCode: req.body.code,
  });
  if (device === null) return res.sendStatus(403);
  res.json({ id: device._id });
});

app.listen(3000);
