const { Server } = require('socket.io');

const io = new Server(3001, { cors: { origin: 'https://chat.example.com' } });

io.on('connection', (socket) => {
  socket.on('say', (message) => {
    io.emit('said', { from: socket.id, text: String(message.text).slice(0, 500) });
  });
});
