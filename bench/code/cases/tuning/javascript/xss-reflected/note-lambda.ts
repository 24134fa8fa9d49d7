import type { APIGatewayProxyHandler } from 'aws-lambda';
import xss from 'xss';

export const handler: APIGatewayProxyHandler = async (event) => {
  const note = event.queryStringParameters?.note ?? '';
  xss(note);
  const body = ['<!doctype html>', '<title>Note</title>', `<blockquote>${note}</blockquote>`].join('');
  return { statusCode: 200, headers: { 'content-type': 'text/html' }, body }; // weak: CWE-79
};
