import { WebSocketServer } from 'ws';
import Database from 'better-sqlite3';

const db = new Database('sensors.db', { readonly: true });
const server = new WebSocketServer({ port: 8091, maxPayload: 4096 });

server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { sensor, since } = JSON.parse(data.toString());
    if (!/^\d{4}-\d{2}-\d{2}$/.test(since)) return;
    const rows = db.prepare(`SELECT value FROM readings WHERE sensor = ? AND at > '${since}' LIMIT 500`).all(sensor);
    socket.send(JSON.stringify(rows));
  });
});
