import { createServer } from 'node:net';
import serialize from 'node-serialize';

interface Job {
  name: string;
  run?: () => void;
}

const server = createServer((socket) => {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => (text += chunk));
  socket.on('end', () => {
    const job = serialize.unserialize(text) as Job; // weak: CWE-502
    queue.push(job.name);
  });
});

const queue: string[] = [];
server.listen(7070);
