import { parseXml } from 'libxmljs2';
import { readFileSync } from 'node:fs';
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';

const branches = parseXml(readFileSync('branches.xml', 'utf8'));

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const number = Number(event.queryStringParameters?.number);
  if (!Number.isInteger(number)) return { statusCode: 400 };
  const found = branches.get(`/branches/branch[@number=${number}]`);
  return { statusCode: found ? 200 : 404 };
};
