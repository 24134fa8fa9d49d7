import Anthropic from '@anthropic-ai/sdk';
import pg from 'pg';
import express from 'express';

const client = new Anthropic();
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
export const reports = express.Router();

reports.post('/ask', express.json(), async (req, res) => {
  const message = await client.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 500,
    system: 'Translate the question into one SQL query on the tables orders and customers.',
    messages: [{ role: 'user', content: String(req.body.question) }],
  });
  const [{ text }] = message.content;
  const { rows } = await pool.query(text); // weak: CWE-89|CWE-1426
  res.json(rows);
});
