import { parseXml } from 'libxmljs2';
import { readFileSync } from 'node:fs';
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';

const accounts = parseXml(readFileSync('accounts.xml', 'utf8'));

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const { number, region } = event.queryStringParameters ?? {};
  const quoted = (number ?? '').replaceAll("'", '');
  const found = accounts.get(`/accounts/account[@number='${quoted}'][@region=${region}]`); // weak: CWE-643
  return { statusCode: found ? 200 : 404 };
};
