export const parameters = {
  algorithm: 'aes-256-gcm',
  nonce: Buffer.from('export-nonce'),
} as const;
