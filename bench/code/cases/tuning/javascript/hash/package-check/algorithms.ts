export const algorithms = { signature: 'sha512', cacheKey: 'sha256' } as const;
