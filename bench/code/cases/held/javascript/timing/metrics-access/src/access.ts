import type { MiddlewareHandler } from 'hono';

export function onlyWithToken(apiToken: string): MiddlewareHandler {
  return async (c, next) => {
    const token = c.req.header('x-api-token');
    if (token === apiToken) { // weak: CWE-208|CWE-203|CWE-385
      return next();
    }
    return c.body(null, 401);
  };
}
