import { createServer } from 'node:http';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const html = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character]!);

createServer((req, res) => {
  const { searchParams } = new URL(req.url!, 'http://localhost');
  const name = searchParams.get('name') ?? 'guest';
  res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  res.end(`<!doctype html><title>Welcome</title><p title="${html(name)}">Welcome, ${html(name)}</p>`);
}).listen(3000, '127.0.0.1');
