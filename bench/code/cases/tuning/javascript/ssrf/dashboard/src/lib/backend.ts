export function backend(service: 'users' | 'teams') {
  const base = `https://${service}.internal.example.org`;
  return {
    list: async () => {
      const answer = await fetch(base + '/items', { signal: AbortSignal.timeout(2000) });
      return answer.json();
    },
  };
}
