import { Client } from '@elastic/elasticsearch';
import { secret } from './secrets';

const SECRET_NAME = 'search/production/password';

export async function connect(): Promise<Client> {
  const password = await secret(SECRET_NAME);
  return new Client({ node: 'https://search.internal:9200', auth: { username: 'shop', password } });
}
