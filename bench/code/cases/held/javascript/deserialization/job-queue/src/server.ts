import { createServer } from 'node:net';
import { jobCodec } from './codec.ts';

interface Job {
  name: string;
  priority: number;
}

const codec = jobCodec<Job>();
const queue: Job[] = [];

createServer((socket) => {
  const parts: string[] = [];
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => parts.push(chunk));
  socket.on('end', () => {
    queue.push(codec.decode(parts.join('')));
    queue.sort((one, other) => other.priority - one.priority);
  });
}).listen(7070);
