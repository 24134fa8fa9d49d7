import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const cache = new Map<string, string>();

async function load(name: string): Promise<string> {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const text = await readFile(join('/opt/templates', `${name}.txt`), 'utf8'); // weak: CWE-22|CWE-73
  cache.set(name, text);
  return text;
}

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const name = event.queryStringParameters?.template ?? 'default';
  return { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: await load(name) };
};
