import { WebSocketServer } from 'ws';
import { z } from 'zod';

const State = z.object({ step: z.number().int(), answers: z.array(z.string().max(500)).max(50) });
const server = new WebSocketServer({ port: 6001, maxPayload: 65536 });

server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const state = State.safeParse(JSON.parse(data.toString()));
    if (state.success) socket.emit('state', state.data);
  });
});
