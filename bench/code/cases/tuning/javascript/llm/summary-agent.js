import Anthropic from '@anthropic-ai/sdk';
import pg from 'pg';
import express from 'express';

const client = new Anthropic();
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
export const summaries = express.Router();

summaries.post('/summaries/:id', async (req, res) => {
  const { rows } = await pool.query('SELECT text FROM articles WHERE id = $1', [Number(req.params.id)]);
  const message = await client.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 500,
    system: 'Sum the article up in three sentences.',
    messages: [{ role: 'user', content: rows[0].text }],
  });
  const [{ text }] = message.content;
  await pool.query('UPDATE articles SET summary = $1 WHERE id = $2', [text, Number(req.params.id)]);
  res.json({ summary: text });
});
