const net = require('node:net');
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({ port: 9000, maxPayload: 256 });

server.on('connection', (client) => {
  client.on('message', (message) => {
    const [host, port] = message.toString().split(':');
    const socket = net.connect({ host, port: Number(port) }); // weak: CWE-918
    socket.once('connect', () => client.send('up'));
    socket.once('error', () => client.send('down'));
    socket.setTimeout(1000, () => socket.destroy());
  });
});
