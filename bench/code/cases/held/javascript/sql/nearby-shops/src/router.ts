import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { nearby } from './shops';

const t = initTRPC.create();

export const router = t.router({
  nearby: t.procedure
    .input(z.object({ zip: z.string().length(5), radius: z.number().int().max(100) }))
    .query(({ input }) => nearby(input.zip, input.radius)),
});

export type Router = typeof router;
