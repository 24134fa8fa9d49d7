import axios from 'axios';

const gateway = axios.create({ baseURL: 'http://payments.example.org/v2', timeout: 5000 }); // weak: CWE-319

export async function charge(card: { number: string; cvc: string }, amount: number) {
  const { data } = await gateway.post('/charges', { card, amount });
  return data.id as string;
}
