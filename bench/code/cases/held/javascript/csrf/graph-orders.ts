import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { resolvers, typeDefs } from './schema';
import { contextOf } from './context';

const server = new ApolloServer({
  typeDefs,
  resolvers,
  introspection: false,
  csrfPrevention: true,
});

await startStandaloneServer(server, { context: contextOf, listen: { port: 4000 } });
