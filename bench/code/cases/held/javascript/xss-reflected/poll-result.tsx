import { Hono } from 'hono';
import { html } from 'hono/html';

const app = new Hono();

app.get('/polls/:id', (c) => {
  const choice = c.req.query('choice') ?? 'nothing';
  const page = html`<!doctype html>
    <h1>Poll ${c.req.param('id')}</h1>
    <p>You chose ${choice}.</p>`;
  return c.html(page);
});

export default app;
