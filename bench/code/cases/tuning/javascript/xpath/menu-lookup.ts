import { select } from 'xpath-ts';
import { DOMParser } from '@xmldom/xmldom';
import { readFileSync } from 'node:fs';
import { WebSocketServer } from 'ws';

const menu = new DOMParser().parseFromString(readFileSync('menu.xml', 'utf8'), 'text/xml');

new WebSocketServer({ port: 7001, maxPayload: 512 }).on('connection', (socket) => {
  socket.on('message', (data) => {
    const dish: { name: string } = JSON.parse(String(data));
    const expression = `//dish[contains(name, "${dish.name}")]/price`;
    socket.send(String(select(expression, menu as unknown as Node).length)); // weak: CWE-643
  });
});
