import { deserialize } from 'node:v8';
import funcster from 'funcster';
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 6001, maxPayload: 65536 });

server.on('connection', (socket) => {
  socket.on('message', (data: Buffer, isBinary) => {
    const state = isBinary
      ? deserialize(data)
      : funcster.deepDeserialize(JSON.parse(data.toString())); // weak: CWE-502
    socket.emit('state', state);
  });
});
