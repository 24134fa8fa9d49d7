import { WebSocketServer } from 'ws';
import { Exchange } from './exchange.ts';

const server = new WebSocketServer({ port: 9001 });

server.on('connection', (socket) => {
  const exchange = new Exchange();
  socket.send(JSON.stringify(exchange.offer));
  socket.once('message', (data) => {
    const secret = exchange.secret(String(data));
    socket.emit('paired', secret);
  });
});
