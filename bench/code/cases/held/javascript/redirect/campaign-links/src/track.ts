import type { Context } from 'koa';

interface Click {
  campaign: string;
  target: string;
}

export function clickOf(ctx: Context): Click {
  const { c, to } = ctx.query as Record<string, string>;
  return { campaign: c ?? 'none', target: to ?? '/' };
}
