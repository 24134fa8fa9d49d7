import { decode } from '@msgpack/msgpack';
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 9000, maxPayload: 4096 });
const last = new Map<number, number>();

server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const frame = decode(data);
    if (!Array.isArray(frame) || frame.length !== 2) return socket.close(1003);
    const [sensor, value] = frame.map(Number);
    last.set(sensor!, value!);
  });
});
