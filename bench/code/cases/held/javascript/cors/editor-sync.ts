import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, {
  cors: { origin: 'https://editor.example.com', methods: ['GET', 'POST'], credentials: true },
});

io.on('connection', (socket) => {
  socket.on('join', (room: string) => socket.join(`room:${room}`));
});

http.listen(3000);
