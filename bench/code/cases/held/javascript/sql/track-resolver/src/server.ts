import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Tracks } from './data/tracks.ts';

const typeDefs = `#graphql
  type Track { id: Int!, title: String!, seconds: Int! }
  type Query { tracks(title: String!): [Track!]! }
`;

interface Context {
  tracks: Tracks;
}

const resolvers = {
  Query: {
    tracks: (_: unknown, { title }: { title: string }, { tracks }: Context) => tracks.titled(title),
  },
};

const server = new ApolloServer<Context>({ typeDefs, resolvers });
const tracks = new Tracks();
await startStandaloneServer(server, { context: async () => ({ tracks }), listen: { port: 4000 } });
