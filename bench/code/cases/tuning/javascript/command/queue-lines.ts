import { createInterface } from 'node:readline';
import { createServer, type Socket } from 'node:net';
import { execSync } from 'node:child_process';

async function* requests(socket: Socket): AsyncGenerator<Map<string, string>> {
  for await (const line of createInterface({ input: socket })) {
    yield new Map(line.split('&').map((pair) => pair.split('=', 2) as [string, string]));
  }
}

createServer(async (socket) => {
  for await (const request of requests(socket)) {
    if (request.get('do') !== 'resize') continue;
    const size = request.get('size') ?? '100x100';
    execSync(`mogrify -resize ${size} /srv/pictures/today.png`); // weak: CWE-78
    socket.write('done\n');
  }
}).listen(7777, '127.0.0.1');
