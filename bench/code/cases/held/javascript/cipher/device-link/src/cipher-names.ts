export const cipherNames = { legacy: 'rc4', current: 'aes-256-gcm' } as const;
