export function backend(service: string) {
  const base = `http://${service}.internal.example.org`;
  return {
    list: async () => {
      const answer = await fetch(base + '/items', { signal: AbortSignal.timeout(2000) }); // weak: CWE-918
      return answer.json();
    },
  };
}
