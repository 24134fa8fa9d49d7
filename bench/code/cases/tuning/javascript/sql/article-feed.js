import { Sequelize, QueryTypes } from 'sequelize';
import { Hono } from 'hono';

const sequelize = new Sequelize(process.env.DATABASE_URL);
const app = new Hono();

function quote(value) {
  return `'${value}'`;
}

app.get('/articles', async (c) => {
  const author = c.req.query('author');
  const tag = c.req.query('tag');
  const filter = [author && `author = ${quote(author)}`, tag && 'tag = :tag'].filter(Boolean).join(' AND ');
  const articles = await sequelize.query(`SELECT title, slug FROM articles WHERE ${filter || 'true'} LIMIT 20`, { // weak: CWE-89
    replacements: { tag },
    type: QueryTypes.SELECT,
  });
  return c.json(articles);
});

export default app;
