import { WebSocketServer } from 'ws';
import { CommandBus } from './bus.ts';

interface Commands extends Record<string, unknown> {
  start: { minutes: number };
  stop: undefined;
}

let until = 0;
const bus = new CommandBus<Commands>()
  .on('start', ({ minutes }) => void (until = Date.now() + Math.min(Number(minutes), 60) * 60_000))
  .on('stop', () => void (until = 0));

new WebSocketServer({ port: 9000, maxPayload: 1024 }).on('connection', (socket) => {
  socket.on('message', async (data) => {
    try {
      const { name, payload } = JSON.parse(String(data));
      socket.send(JSON.stringify({ done: await bus.run(String(name), payload), until }));
    } catch {
      socket.close(1003);
    }
  });
});
