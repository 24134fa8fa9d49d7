import { createServer } from 'node:http';
import { Search } from './search';

createServer((req, res) => {
  const { searchParams } = new URL(req.url!, 'http://localhost');
  const search = new Search({ pattern: searchParams.get('pattern') ?? '', flags: 'gi' });
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(search.in(['first line', 'second line'])));
}).listen(8080, '127.0.0.1');
