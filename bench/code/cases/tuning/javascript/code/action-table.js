import { createServer } from 'node:http';
import { list, count } from './actions.js';

const actions = new Map([
  ['list', list],
  ['count', count],
]);

createServer((req, res) => {
  const { searchParams } = new URL(req.url, 'http://localhost');
  const action = actions.get(searchParams.get('action'));
  if (!action) {
    res.writeHead(404).end();
    return;
  }
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(action(searchParams.get('input'))));
}).listen(4000, '127.0.0.1');
