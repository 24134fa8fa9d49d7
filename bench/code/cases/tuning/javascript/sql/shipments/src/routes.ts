import { Router } from 'express';
import { ShipmentRepository } from './repository.js';

const repository = new ShipmentRepository();
export const shipments = Router();

shipments.get('/shipments', async (req, res) => {
  res.json(await repository.find({ carrier: String(req.query.carrier), day: String(req.query.day) }));
});
