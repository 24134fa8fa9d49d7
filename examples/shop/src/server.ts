import express from 'express';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fetch from 'node-fetch';
import { merge } from 'lodash';
import { query } from './database.ts';
import { login, requireUser } from './login.ts';
import { charge } from './pay.ts';

const app = express();
app.use(express.json());

app.get('/products', async (request, response) => {
  // WEAKNESS sql-injection: the search term becomes part of the statement.
  const rows = await query(`select * from product where name like '%${request.query.q}%'`);
  response.json(rows);
});

app.get('/hello', (request, response) => {
  // WEAKNESS reflected-xss: the name goes into the page as it came.
  response.send(`<h1>Welcome back, ${request.query.name}</h1>`);
});

app.get('/image', async (request, response) => {
  // WEAKNESS ssrf: the server fetches whatever address the visitor names, the cloud's metadata service too.
  const image = await fetch(String(request.query.url));
  image.body.pipe(response);
});

app.get('/invoice', async (request, response) => {
  // WEAKNESS path-traversal: ?file=../../etc/passwd leaves the folder.
  response.send(await readFile(join('invoices', String(request.query.file)), 'utf8'));
});

app.post('/settings', requireUser, (request, response) => {
  // WEAKNESS prototype-pollution: lodash 4.17.20 merges __proto__.
  response.json(merge({}, defaults, request.body));
});

app.post('/login', login);
app.post('/orders', requireUser, charge);

app.get('/return', (request, response) => {
  // WEAKNESS open-redirect: sends the visitor wherever the link says.
  response.redirect(String(request.query.to));
});

const defaults = { currency: 'EUR', newsletter: false };
app.listen(8080);
