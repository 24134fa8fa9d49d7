import { Server } from 'socket.io';
import { members } from './members.js';

export function start(http) {
  const io = new Server(http, { maxHttpBufferSize: 16_384 });
  io.on('connection', (socket) => {
    socket.on('members', async (request, done) => {
      const { room, town } = request;
      done(await members({ room: String(room), town: town === undefined ? undefined : `${town}` }));
    });
  });
}
