import { createCipheriv } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { cipherNames } from './cipher-names.ts';

export class DeviceLink {
  private readonly socket: Socket;
  private readonly key: Buffer;

  constructor(host: string, key: Buffer) {
    this.socket = connect(4711, host);
    this.key = key;
  }

  send(command: string): void {
    const cipher = createCipheriv(cipherNames.legacy, this.key, null); // weak: CWE-327|CWE-326
    this.socket.write(cipher.update(`${command}\n`));
  }
}
