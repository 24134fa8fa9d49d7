const { WebSocketServer } = require('ws');
const { handlers, load } = require('./handlers');

const server = new WebSocketServer({ port: 7000, maxPayload: 1024 });

server.on('connection', (socket) => {
  socket.on('message', async (data) => {
    const { command, words } = JSON.parse(data);
    const handler = handlers.get(command) ?? load(command);
    socket.send(await handler(words));
  });
});
