import { createServer } from 'node:http';
import { search } from './search';

const oneLine = (text: string) => text.replace(/[\r\n\u2028\u2029]+/g, ' ').slice(0, 200);

createServer(async (req, res) => {
  const { searchParams } = new URL(req.url!, 'http://localhost');
  const words = searchParams.get('q') ?? '';
  console.log('lookup of %s', oneLine(words));
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(await search(words)));
}).listen(8080, '127.0.0.1');
