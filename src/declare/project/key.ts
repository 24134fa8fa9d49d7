import { digestJson } from '#ground/model';

/** A project's key, from what it is: 64 hexadecimal digits. */
export function keyFrom(identity: string): string {
  return digestJson(['selvedge project key', 1, identity]).slice('sha256:'.length);
}
