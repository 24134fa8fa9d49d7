import { createServer } from 'node:http';
import { search } from './search';

createServer(async (req, res) => {
  const { searchParams } = new URL(req.url!, 'http://localhost');
  const words = searchParams.get('q') ?? '';
  console.log('search for %s from %s', words.replace('\n', ''), req.socket.remoteAddress); // weak: CWE-117
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(await search(words)));
}).listen(8080, '127.0.0.1');
