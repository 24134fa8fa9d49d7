const text = 'selfsame-one';

export const nonce = (): Buffer => Buffer.from(text, 'utf8');
