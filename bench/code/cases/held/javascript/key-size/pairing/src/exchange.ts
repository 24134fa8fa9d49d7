import { createDiffieHellman, type DiffieHellman } from 'node:crypto';

export class Exchange {
  private readonly dh: DiffieHellman = createDiffieHellman(512); // weak: CWE-326

  get offer() {
    return { prime: this.dh.getPrime('hex'), key: this.dh.generateKeys('hex') };
  }

  secret(other: string): Buffer {
    return this.dh.computeSecret(other, 'hex');
  }
}
