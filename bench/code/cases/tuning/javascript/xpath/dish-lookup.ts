import { select } from 'xpath-ts';
import { DOMParser } from '@xmldom/xmldom';
import { readFileSync } from 'node:fs';
import { WebSocketServer } from 'ws';

const menu = new DOMParser().parseFromString(readFileSync('menu.xml', 'utf8'), 'text/xml');
const dishes = select('//dish', menu as unknown as Node) as Element[];

new WebSocketServer({ port: 7001, maxPayload: 512 }).on('connection', (socket) => {
  socket.on('message', (data) => {
    const dish: { name: string } = JSON.parse(String(data));
    socket.send(String(dishes.filter((one) => one.getAttribute('name') === dish.name).length));
  });
});
