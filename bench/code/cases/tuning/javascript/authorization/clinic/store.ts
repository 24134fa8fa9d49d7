export const sessions = { has: async (token: string) => token.length > 0 && (await lookUp(token)) };

export const store = {
  list: async () => [] as string[],
  change: async (id: string) => ({ id }),
  remove: async (id: string) => ({ id }),
  exports: async () => [] as string[],
  export: async (id: string) => ({ id }),
  exportAll: async () => ({ started: true }),
};

async function lookUp(token: string): Promise<boolean> {
  const answer = await fetch('https://login.example.org/sessions', { headers: { authorization: token } });
  return answer.ok;
}
