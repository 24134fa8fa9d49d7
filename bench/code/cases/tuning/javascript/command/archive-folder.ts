import shell from 'shelljs';
import { Server } from '@hapi/hapi';

export function register(server: Server) {
  server.route({
    method: 'POST',
    path: '/archives',
    handler: (request, h) => {
      const { folder, format } = request.payload as { folder: string; format: string };
      if (folder.includes(';') || folder.includes('|')) return h.response({ error: 'name' }).code(400);
      const result = shell.exec(`tar -czf /srv/out/archive.tgz -C /srv/in ${folder}`, { silent: true }); // weak: CWE-78
      return { code: result.code, format };
    },
  });
}
