export const parameters = { algorithm: 'aes-256-gcm', nonceLength: 12, tagLength: 16 } as const;
