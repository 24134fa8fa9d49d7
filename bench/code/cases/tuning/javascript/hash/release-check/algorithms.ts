export const algorithms = { signature: 'md5', cacheKey: 'sha256' } as const;
