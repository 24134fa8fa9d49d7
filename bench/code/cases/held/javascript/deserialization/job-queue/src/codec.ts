import serialize from 'node-serialize';

export interface Codec<T> {
  encode(value: T): string;
  decode(text: string): T;
}

export function jobCodec<T extends object>(): Codec<T> {
  return {
    encode: (value) => serialize.serialize(value),
    decode: (text) => serialize.unserialize(text) as T, // weak: CWE-502
  };
}
