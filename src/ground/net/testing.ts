import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A server that plays others on this machine, over HTTPS, under their own names. */
export interface PlayedServer {
  readonly received: readonly Received[];
  readonly reach: (host: string) => { readonly port: number; readonly address: string; readonly ca: string };
  readonly port: number;
  close(): Promise<void>;
}

export interface Received {
  readonly method: string;
  /** `host/path?query`. */
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export async function playServer(
  hosts: readonly string[],
  answer: (request: Received, response: ServerResponse) => void,
): Promise<PlayedServer> {
  const { key, certificate } = selfSigned(hosts);
  const received: Received[] = [];
  const server: Server = createServer({ key, cert: certificate }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        target: `${request.headers.host ?? ''}${request.url ?? ''}`,
        headers: request.headers,
        body: Buffer.concat(parts).toString(),
      };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    received,
    port,
    reach: () => ({ port, address: '127.0.0.1', ca: certificate }),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** An X.509 certificate (RFC 5280 section 4.1) for these names, with a key made now: none stands in the repository. */
function selfSigned(hosts: readonly string[]): { readonly key: string; readonly certificate: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = der(0x30, oid('2a8648ce3d040302'));
  const name = der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from('a server in a test')))));
  const alternatives = der(0x30, ...hosts.map((host) => der(0x82, Buffer.from(host))));
  const extension = (id: string, critical: boolean, value: Buffer) =>
    der(0x30, oid(id), ...(critical ? [der(0x01, Buffer.from([0xff]))] : []), der(0x04, value));
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(
      0x02,
      createHash('sha256')
        .update(hosts.join())
        .digest()
        .subarray(0, 8)
        .map((byte, at) => (at === 0 ? (byte & 0x7f) | 1 : byte)),
    ),
    ecdsaWithSha256,
    name,
    der(0x30, utcTime(-86_400_000), utcTime(86_400_000)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      der(
        0x30,
        extension('551d13', true, der(0x30, der(0x01, Buffer.from([0xff])))),
        extension('551d11', false, alternatives),
      ),
    ),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = der(0x30, body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
}

/** Tag, length and contents (X.690 section 8.1). */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function utcTime(fromNow: number): Buffer {
  const time = new Date(Date.now() + fromNow).toISOString().replace(/[-:T]|\.\d{3}/g, '');
  return der(0x17, Buffer.from(time.slice(2)));
}
