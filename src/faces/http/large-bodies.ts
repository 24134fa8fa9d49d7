import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from './problem.ts';

/** A body larger than this is parsed only while few others are: each can take ten times its size of memory. */
const large = 1024 * 1024;
const atOnce = 2;

/** Takes a place for a request whose body may be large, until its answer is sent or its connection is gone. Throws 503. */
export function largeBodyGuard(): (request: FastifyRequest, reply: FastifyReply) => void {
  let taken = 0;
  return ({ headers }, reply) => {
    // Without a length it can be any.
    if (Number(headers['content-length'] ?? Infinity) <= large) return;
    if (taken >= atOnce) throw busy();
    taken += 1;
    reply.raw.once('close', () => (taken -= 1));
  };
}

function busy(): HttpProblem {
  return new HttpProblem(
    503,
    'busy',
    {
      title: 'Busy with other large bodies',
      detail: `${atOnce} requests with bodies of more than a megabyte are being read, and this would be one more.`,
      remedy: 'Send it again in a few seconds.',
    },
    { 'retry-after': '5' },
  );
}
