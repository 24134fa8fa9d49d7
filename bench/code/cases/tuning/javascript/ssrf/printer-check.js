const net = require('node:net');
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({ port: 9000, maxPayload: 256 });
const printers = new Map([
  ['ground', { host: '10.0.4.11', port: 9100 }],
  ['first', { host: '10.0.4.12', port: 9100 }],
]);

server.on('connection', (client) => {
  client.on('message', (message) => {
    const printer = printers.get(message.toString());
    if (!printer) return;
    const socket = net.connect(printer);
    socket.once('connect', () => client.send('up'));
    socket.once('error', () => client.send('down'));
    socket.setTimeout(1000, () => socket.destroy());
  });
});
