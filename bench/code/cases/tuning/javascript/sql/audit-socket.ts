import { WebSocketServer } from 'ws';
import Database from 'better-sqlite3';

const db = new Database('audit.db', { readonly: true });
const server = new WebSocketServer({ port: 8090 });

server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { actor, since } = JSON.parse(data.toString());
    if (!/^[0-9-]+/.test(since)) return;
    const rows = db.prepare(`SELECT * FROM audit WHERE actor = ? AND at > '${since}'`).all(actor); // weak: CWE-89
    socket.send(JSON.stringify(rows));
  });
});
