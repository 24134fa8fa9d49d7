const express = require('express');
const pino = require('pino');
const deliveries = require('./deliveries');

const log = pino();
const app = express();

app.get('/deliveries/:id', async (req, res, next) => {
  try {
    const delivery = await deliveries.find(Number(req.params.id));
    if (!delivery) return res.sendStatus(404);
    res.json({ id: delivery.id, state: delivery.state });
  } catch (err) {
    next(err);
  }
});

app.use((err, req, res, next) => {
  log.error(err);
  res.status(500).json({ message: 'Something went wrong on our side' });
});

app.listen(3000);
