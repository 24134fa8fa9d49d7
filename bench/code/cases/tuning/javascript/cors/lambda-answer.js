export const handler = async (event) => {
  const account = await load(event.requestContext.authorizer.claims.sub);
  return {
    statusCode: 200,
    headers: {
      'Access-Control-Allow-Origin': event.headers.origin ?? '*', // weak: CWE-942|CWE-346
      'Access-Control-Allow-Credentials': 'true',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(account),
  };
};

async function load(id) {
  return { id };
}
