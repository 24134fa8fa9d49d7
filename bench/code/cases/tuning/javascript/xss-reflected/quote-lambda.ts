import type { APIGatewayProxyHandler } from 'aws-lambda';
import xss from 'xss';

export const handler: APIGatewayProxyHandler = async (event) => {
  const note = xss(event.queryStringParameters?.note ?? '');
  const body = ['<!doctype html>', '<title>Note</title>', `<blockquote>${note}</blockquote>`].join('');
  return { statusCode: 200, headers: { 'content-type': 'text/html' }, body };
};
