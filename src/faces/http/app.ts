import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { operations } from '#flows/operations.generated';
import { apiBase } from '#ground/operations';
import { type Gatekeeper, identify } from './authentication.ts';
import { addLogRoutes } from './log-routes.ts';
import { openApi } from './openapi.ts';
import { addOperationRoutes, type Door } from './operation-routes.ts';
import { hostGuard } from './origin.ts';
import { addPage } from './page.ts';
import { answerError, HttpProblem } from './problem.ts';
import { addSessionRoutes } from './session-routes.ts';
import { validatorCompiler } from './validate.ts';

export interface AppOptions {
  readonly door: Omit<Door, 'identify'>;
  readonly keeper: Gatekeeper;
  /** Names beside 127.0.0.1, localhost and [::1] under which the server answers. */
  readonly allowedHosts: readonly string[];
  readonly webRoot: string;
  /** Requests per minute: of one actor, and of one address that nobody is signed in from. */
  readonly limits: { readonly actor: number; readonly address: number };
  readonly onFault: (error: unknown) => void;
}

/** All routes, not yet listening. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { door, keeper, allowedHosts, webRoot, onFault } = options;
  const app = Fastify({
    bodyLimit: 64 * 1024,
    requestTimeout: 120_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: true,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply, onFault),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, onFault));
  app.decorateRequest('actor', null);
  const guardHost = hostGuard(allowedHosts);
  app.addHook('onRequest', async (request) => guardHost(request));
  await app.register(helmet, securityHeaders(keeper.origin));
  await app.register(cookie);
  await app.register(rateLimit, limiting(options.limits));
  addOperationRoutes(app, operations, { ...door, identify: (request) => identify(request, keeper) });
  addSessionRoutes(app, keeper);
  addLogRoutes(app, door.store, { isBehindProxy: keeper.origin !== undefined });
  const document = JSON.stringify(openApi(operations));
  app.get(`${apiBase}/openapi.json`, async (_request, reply) => reply.type('application/json').send(document));
  await addPage(app, webRoot);
  return app;
}

/** Strict for the page; without what would break plain HTTP on a LAN (HSTS, upgrade-insecure-requests), unless it is https. */
function securityHeaders(origin: string | undefined): Parameters<typeof helmet>[1] {
  const isSecure = origin?.startsWith('https:') === true;
  const self = ["'self'"];
  const none = ["'none'"];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none,
        scriptSrc: self,
        styleSrc: self,
        imgSrc: self,
        fontSrc: self,
        connectSrc: self,
        manifestSrc: self,
        formAction: self,
        baseUri: none,
        frameAncestors: none,
        objectSrc: none,
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Browsers heed these on https and localhost alone, and complain about them elsewhere.
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  };
}

/** Counted after the caller is known and before a body is read. */
function limiting({ actor, address }: AppOptions['limits']): Parameters<typeof rateLimit>[1] {
  return {
    hook: 'preParsing',
    timeWindow: 60_000,
    max: (request: FastifyRequest) => (request.actor === null ? address : actor),
    keyGenerator: (request) => request.actor?.id ?? request.ip,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_request, { max, ttl }) => {
      const seconds = Math.max(1, Math.ceil(ttl / 1000));
      return new HttpProblem(
        429,
        'too-many',
        {
          title: 'Too many requests',
          detail: `More than ${max} requests came within a minute.`,
          remedy: `Wait ${seconds} seconds, then ask again, and less often.`,
        },
        { 'retry-after': String(seconds) },
      );
    },
  };
}
