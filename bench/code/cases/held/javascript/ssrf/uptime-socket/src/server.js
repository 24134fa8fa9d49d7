import { Server } from 'socket.io';
import { Checks } from './checks.js';

const io = new Server(3000);
const checks = new Checks();

checks.on('result', ({ id, up }) => io.to(id).emit('up', up));

io.on('connection', (socket) => {
  socket.on('watch', ({ address }) => {
    checks.watch(socket.id, address).catch(() => socket.emit('up', false));
  });
});
