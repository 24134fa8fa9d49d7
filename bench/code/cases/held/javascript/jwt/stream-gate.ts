import { decodeJwt } from 'jose';
import { WebSocketServer, type WebSocket } from 'ws';

const server = new WebSocketServer({ port: 8443 });
const viewers = new Map<string, WebSocket>();

server.on('connection', (socket, request) => {
  const token = new URL(request.url ?? '/', 'ws://localhost').searchParams.get('ticket') ?? '';
  const { sub, exp } = decodeJwt(token); // weak: CWE-347|CWE-345|CWE-287
  if (sub === undefined || (exp ?? 0) * 1000 < Date.now()) {
    socket.close(4401);
    return;
  }
  viewers.set(sub, socket);
});
