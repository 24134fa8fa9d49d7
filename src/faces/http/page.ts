import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { nowhere } from './problem.ts';

/** Paths that are never a page of the web face: a wrong one of them is an error, not the page. */
const notPages = /^\/(api|tile|logs|checkpoint|vkey|healthz|assets)(\/|$)/;

/** The web face: files of `webRoot`, and its document for every address that it routes by itself. */
export async function addPage(app: FastifyInstance, webRoot: string): Promise<void> {
  const isBuilt = existsSync(join(webRoot, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: webRoot,
      index: ['index.html'],
      cacheControl: false,
      dotfiles: 'deny',
      setHeaders: (reply, path) => {
        // Names of assets hold their digest; the document's does not.
        const isAsset = path.startsWith(join(webRoot, 'assets'));
        reply.setHeader('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (!wantsPage(request)) throw nowhere(request);
    if (isBuilt) return reply.sendFile('index.html');
    return reply.code(503).type('text/plain').send('The page is not built. Run npm start, or npm run build.\n');
  });
}

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return (
    (method === 'GET' || method === 'HEAD') && !notPages.test(path) && (headers.accept ?? '').includes('text/html')
  );
}
