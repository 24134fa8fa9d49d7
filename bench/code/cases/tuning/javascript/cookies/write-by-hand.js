import { createServer } from 'node:http';
import { serialize } from 'cookie';
import { startSession } from './session.js';

createServer(async (req, res) => {
  const id = await startSession(req);
  res.setHeader('Set-Cookie', serialize('sid', id, { path: '/', secure: true, httpOnly: true, sameSite: 'lax' }));
  res.writeHead(204).end();
}).listen(3000, '127.0.0.1');
