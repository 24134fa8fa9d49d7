const handlers = new Map();

export function on(path, handler) {
  handlers.set(path, handler);
}

export async function route(req, res) {
  const url = new URL(req.url, 'http://localhost');
  const handler = handlers.get(url.pathname);
  if (!handler) {
    res.writeHead(404).end();
    return;
  }
  const answer = await handler(Object.fromEntries(url.searchParams));
  res.writeHead(200, { 'content-type': 'application/json' });
  res.end(JSON.stringify(answer));
}
