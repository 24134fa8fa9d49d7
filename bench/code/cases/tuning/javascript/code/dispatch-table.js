import { createServer } from 'node:http';
import * as actions from './actions.js';

class Api {
  list(parameters) {
    return actions.list(parameters);
  }

  count(parameters) {
    return actions.count(parameters);
  }
}

const api = new Api();

createServer(async (req, res) => {
  const { searchParams } = new URL(req.url, 'http://localhost');
  const steps = searchParams.get('steps').split('.');
  let target = api;
  for (const step of steps.slice(0, -1)) target = target[step];
  const result = target[steps.at(-1)](searchParams.get('input')); // weak: CWE-470|CWE-749|CWE-94
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(result));
}).listen(4000, '127.0.0.1');
