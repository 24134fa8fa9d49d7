import express from 'express';
import { departures } from './feed.js';

const app = express();

app.post('/departures', express.text({ type: 'text/xml', limit: '50kb' }), (req, res) => {
  res.json(departures(req.body));
});

app.listen(3000);
