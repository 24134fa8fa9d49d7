import tls from 'node:tls';

export function openChannel(host: string): tls.TLSSocket {
  const socket = tls.connect({
    host,
    port: 2195,
    servername: host,
    checkServerIdentity: () => undefined, // weak: CWE-295|CWE-297
  });
  socket.setKeepAlive(true);
  return socket;
}
