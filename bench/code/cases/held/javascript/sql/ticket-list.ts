import { Hono } from 'hono';
import { createPool } from 'mysql2/promise';

const pool = createPool(process.env.DATABASE_URL!);
const app = new Hono();

const SORTS = {
  newest: 'created_at DESC',
  oldest: 'created_at ASC',
  priority: 'priority DESC, created_at ASC',
} as const;

function orderOf(name: string | undefined): string {
  switch (name) {
    case 'oldest':
      return SORTS.oldest;
    case 'priority':
      return SORTS.priority;
    default:
      return SORTS.newest;
  }
}

app.get('/projects/:project/tickets', async (c) => {
  const order = orderOf(c.req.query('sort'));
  const [rows] = await pool.execute(`SELECT id, title, priority FROM tickets WHERE project_key = ? ORDER BY ${order}`, [
    c.req.param('project'),
  ]);
  return c.json(rows);
});

export default app;
