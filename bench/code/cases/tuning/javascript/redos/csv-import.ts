import { createServer } from 'node:http';

const cell = new RegExp('^("([^"]|"")*"|[^,"]*)(,("([^"]|"")*"|[^,"]*)*)*$');

createServer((req, res) => {
  const header = req.headers['x-columns'];
  const isTable = typeof header === 'string' && cell.test(header); // weak: CWE-1333|CWE-400
  res.writeHead(isTable ? 202 : 400).end();
}).listen(8080, '127.0.0.1');
