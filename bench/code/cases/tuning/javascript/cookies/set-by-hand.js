import { createServer } from 'node:http';
import { startSession } from './session.js';

createServer(async (req, res) => {
  const id = await startSession(req);
  res.setHeader('Set-Cookie', [`sid=${id}; Path=/; Secure; SameSite=Lax`, 'language=en; Path=/; Secure; HttpOnly; SameSite=Lax']); // weak: CWE-1004
  res.writeHead(204).end();
}).listen(3000, '127.0.0.1');
