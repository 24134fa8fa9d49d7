import { http } from './http';

export interface Contact {
  id: string;
  name: string;
}

export async function contacts(page: number): Promise<Contact[]> {
  const { data } = await http.get<Contact[]>('/contacts', { params: { page } });
  return data;
}
