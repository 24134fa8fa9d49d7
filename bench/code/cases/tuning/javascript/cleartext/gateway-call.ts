import axios from 'axios';

const gateway = axios.create({ baseURL: 'https://payments.example.org/v2', timeout: 5000 });
const schema = 'http://www.w3.org/2001/XMLSchema';

export async function charge(source: string, amount: number) {
  const { data } = await gateway.post('/charges', { schema, source, amount });
  return data.id as string;
}
