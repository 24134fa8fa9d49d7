import { createServer } from 'node:http';

const heading = /^(?:[a-z]+,){0,30}[a-z]+$/;
const loud = /^(a+)+$/;
const isLoud = loud.test('aaaa');

createServer((req, res) => {
  const header = req.headers['x-columns'];
  const isTable = typeof header === 'string' && header.length < 500 && heading.test(header);
  res.setHeader('x-loud', String(isLoud));
  res.writeHead(isTable ? 202 : 400).end();
}).listen(8080, '127.0.0.1');
