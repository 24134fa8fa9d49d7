import { ApolloServer } from '@apollo/server';
import { resolvers, typeDefs } from './schema';

export const server = new ApolloServer({
  typeDefs,
  resolvers,
  introspection: false,
  csrfPrevention: { requestHeaders: ['x-client'] },
});
