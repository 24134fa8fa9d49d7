import { Sequelize, QueryTypes } from 'sequelize';
import { Hono } from 'hono';

const sequelize = new Sequelize(process.env.DATABASE_URL);
const app = new Hono();

app.get('/events', async (c) => {
  const city = c.req.query('city');
  const kind = c.req.query('kind');
  const filter = [city && 'city = :city', kind && 'kind = :kind'].filter(Boolean).join(' AND ');
  const events = await sequelize.query(`SELECT title, starts_at FROM events WHERE ${filter || 'true'} LIMIT 20`, {
    replacements: { city, kind },
    type: QueryTypes.SELECT,
  });
  return c.json(events);
});

export default app;
