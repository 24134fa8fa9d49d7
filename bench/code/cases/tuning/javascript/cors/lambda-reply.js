const origins = ['https://www.example.org', 'https://app.example.org'];

export const handler = async (event) => {
  const account = { id: event.requestContext.authorizer.claims.sub };
  const origin = origins.find((one) => one === event.headers.origin) ?? origins[0];
  return {
    statusCode: 200,
    headers: {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(account),
  };
};
