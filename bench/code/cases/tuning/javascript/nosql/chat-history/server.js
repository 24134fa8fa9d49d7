import { Server } from 'socket.io';
import { history } from './history.js';

export function start(http) {
  const io = new Server(http, { maxHttpBufferSize: 16_384 });
  io.on('connection', (socket) => {
    socket.on('history', async (request, done) => {
      const { room, before, ...rest } = request;
      done(await history({ room: String(room), author: rest.author }));
    });
  });
}
