import type { FastifyReply, FastifyRequest } from 'fastify';
import { OperationError, type InputIssue } from '#ground/operations';

/** An error's body, RFC 9457, as application/problem+json. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** What happened, and to what. */
  readonly detail: string;
  /** What to do next. */
  readonly remedy: string;
  readonly issues?: readonly InputIssue[];
}

/** An error that says itself how it is to be answered. */
export class HttpProblem extends Error {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    texts: {
      readonly title: string;
      readonly detail: string;
      readonly remedy: string;
      readonly issues?: readonly InputIssue[];
    },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(texts.detail);
    this.problem = { type: typeOf(code), status, code, ...texts };
    this.headers = headers;
  }
}

/** Answers an error as a problem. Faults of ours say nothing of the inside; `onFault` hears of them. */
export function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  onFault: (error: unknown) => void,
): FastifyReply {
  const problem = asProblem(error, request);
  if (problem.problem.status >= 500 && problem !== error) onFault(error);
  return reply
    .code(problem.problem.status)
    .headers(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify(problem.problem));
}

function asProblem(error: unknown, request: FastifyRequest): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof OperationError) return ofOperation(error);
  const code = codeOf(error);
  return ofStore(code) ?? ofFastify(code, error, request) ?? fault(request);
}

const operationStatus: Readonly<Record<OperationError['code'], readonly [number, string]>> = {
  'invalid-input': [400, 'The input is not valid'],
  unauthenticated: [401, 'Nobody is signed in'],
  denied: [403, 'Not allowed'],
  'policy-failed': [403, 'The policies could not answer'],
  'not-found': [404, 'Not found'],
  conflict: [409, 'In the way of the present state'],
  'key-reused': [422, 'The idempotency key was used before'],
  'too-many': [429, 'Too many'],
};

function ofOperation({ code, message, remedy, issues }: OperationError): HttpProblem {
  const [status, title] = operationStatus[code];
  const headers = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  return new HttpProblem(
    status,
    code,
    { title, detail: sentence(message), remedy, ...(issues.length > 0 && { issues }) },
    headers,
  );
}

const retry = { 'retry-after': '5' };

/** What lies outside of the statements: StoreError's codes, which a face knows by name alone. */
function ofStore(code: string): HttpProblem | undefined {
  switch (code) {
    case 'disk-full':
      return new HttpProblem(507, code, {
        title: 'The disk is full',
        detail: 'The disk of the database is full, so nothing was changed. What was acknowledged before is safe.',
        remedy: 'Free some space on the machine that runs Selvedge, then ask again.',
      });
    case 'conflict':
      return new HttpProblem(409, code, {
        title: 'Another change came first',
        detail: 'Another change of the same thing came first, so this one was not done.',
        remedy: 'Ask again.',
      });
    case 'outcome-unknown':
      return new HttpProblem(
        503,
        code,
        {
          title: 'The outcome is not known',
          detail: 'The connection to the database broke while the change was being committed: it may stand.',
          remedy: 'Repeat it with the same Idempotency-Key, which does it once in any case.',
        },
        retry,
      );
    case 'unavailable':
    case 'connection-lost':
    case 'closed':
    case 'timed-out':
    case 'not-begun':
      return new HttpProblem(
        503,
        'unavailable',
        {
          title: 'The database does not answer',
          detail: 'The database does not answer in time, so nothing was changed.',
          remedy: 'Ask again in a moment; look at /healthz if it stays so.',
        },
        retry,
      );
    default:
      return undefined;
  }
}

function ofFastify(code: string, error: unknown, request: FastifyRequest): HttpProblem | undefined {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpProblem(413, 'too-large', {
        title: 'The body is too large',
        detail: `The body of ${request.method} ${request.routeOptions.url ?? request.url} is larger than ${request.routeOptions.bodyLimit} bytes.`,
        remedy: 'Send less: for evidence, a scan of a part, or fewer findings.',
      });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpProblem(415, 'unsupported-media-type', {
        title: 'Not a media type that is read here',
        detail: `Bodies are JSON; this one is ${request.headers['content-type'] ?? 'of no type'}.`,
        remedy: 'Send content-type: application/json.',
      });
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new HttpProblem(400, 'not-json', {
        title: 'The body is not JSON',
        detail: sentence(error instanceof Error ? error.message : 'the body could not be read'),
        remedy: 'Send one JSON object (RFC 8259) in UTF-8.',
      });
    default: {
      const status = statusOf(error);
      if (status === undefined || status >= 500) return undefined;
      return new HttpProblem(status, 'bad-request', {
        title: 'The request could not be read',
        detail: sentence(error instanceof Error ? error.message : 'the request could not be read'),
        remedy: 'Compare it with /api/v1/openapi.json.',
      });
    }
  }
}

function fault({ method, routeOptions }: FastifyRequest): HttpProblem {
  return new HttpProblem(500, 'fault', {
    title: 'A fault of ours',
    detail: `${method} ${routeOptions.url ?? ''} failed for a reason that lies in Selvedge; if it was a command, nothing was changed.`,
    remedy: 'The server’s output has the details. Please report it with them.',
  });
}

/** For an address that leads nowhere. */
export function nowhere({ method, url }: FastifyRequest): HttpProblem {
  const path = url.split('?', 1)[0] ?? '';
  return new HttpProblem(404, 'no-such-route', {
    title: 'No such address',
    detail: `There is nothing at ${method} ${path.slice(0, 200)}.`,
    remedy: 'The addresses are listed in /api/v1/openapi.json.',
  });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : undefined;
}

function sentence(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}${/[.!?]$/.test(first) ? '' : '.'}`;
}

function typeOf(code: string): string {
  return `https://selvedge.dev/problems/${code}`;
}
