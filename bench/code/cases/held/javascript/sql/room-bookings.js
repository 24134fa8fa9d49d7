import { Sequelize, QueryTypes } from 'sequelize';
import express from 'express';

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false });
const api = express();
api.use(express.json());

const FREE_ROOMS = `
  SELECT r.id, r.name FROM rooms r
  WHERE r.floor = :floor AND NOT EXISTS (
    SELECT 1 FROM bookings b WHERE b.room_id = r.id AND b.day = :day
  )`;

api.post('/rooms/free', async (req, res) => {
  const { floor, day } = req.body;
  const rooms = await sequelize.query(FREE_ROOMS, {
    replacements: { floor: Number(floor), day: String(day) },
    type: QueryTypes.SELECT,
  });
  res.json(rooms);
});

export { api };
