import shell from 'shelljs';
import { Server } from '@hapi/hapi';

const folders = ['reports', 'photos', 'scans'];

export function register(server: Server) {
  server.route({
    method: 'POST',
    path: '/packs',
    handler: (request, h) => {
      const { folder } = request.payload as { folder: string };
      if (!folders.includes(folder)) return h.response({ error: 'name' }).code(400);
      const result = shell.exec(`tar -czf /srv/out/pack.tgz -C /srv/in ${folder}`, { silent: true });
      return { code: result.code };
    },
  });
}
