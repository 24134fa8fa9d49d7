import { RegistryError } from './registry.ts';

export interface RegistryRequest {
  readonly url: string;
  readonly accept?: string;
  /** The whole header, for the registry's own host alone. */
  readonly authorization?: string;
  /** An answer that is longer is refused. */
  readonly mostBytes: number;
}

export interface RegistryAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/** Gives a registry's answer, whatever its status. Rejects when there is none. */
export type Ask = (request: RegistryRequest) => Promise<RegistryAnswer>;

/** The bytes of an answer; undefined when there is no such thing (404, 410). Throws RegistryError. */
export async function bytesOf(ask: Ask, request: RegistryRequest): Promise<Uint8Array | undefined> {
  const answer = await ask(request).catch((cause: unknown) => {
    if (cause instanceof RegistryError) throw cause;
    throw unreachable(request.url, cause);
  });
  if (answer.status === 404 || answer.status === 410) return undefined;
  if (answer.status !== 200)
    throw new RegistryError('refused', `${hostOf(request.url)} answered ${answer.status}`, {
      ...((answer.status === 401 || answer.status === 403) && {
        remedy: 'put a token for it where your package manager has it (.npmrc in your home folder, PIP_INDEX_URL)',
      }),
    });
  if (answer.bytes.length > request.mostBytes)
    throw new RegistryError(
      'too-large',
      `the answer of ${hostOf(request.url)} is larger than ${request.mostBytes} bytes`,
    );
  return answer.bytes;
}

export async function textOf(ask: Ask, request: RegistryRequest): Promise<string | undefined> {
  const bytes = await bytesOf(ask, request);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

/** As JSON. Throws RegistryError `malformed` for what is none. */
export async function jsonOf(ask: Ask, request: RegistryRequest): Promise<unknown> {
  const text = await textOf(ask, request);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new RegistryError('malformed', `the answer of ${hostOf(request.url)} is no JSON`, { cause });
  }
}

export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'the registry';
}

function unreachable(url: string, cause: unknown): RegistryError {
  const said = cause instanceof Error ? cause.message.slice(0, 200) : '';
  return new RegistryError('unreachable', `${hostOf(url)} could not be asked${said === '' ? '' : `: ${said}`}`, {
    cause,
    remedy:
      'this needs the package registry: check the connection and HTTPS_PROXY, name a mirror as your package manager does, or use what is cached with --offline',
  });
}
