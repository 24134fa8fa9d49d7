import { ApolloServer } from '@apollo/server';
import { MongoClient } from 'mongodb';
import { typeDefs } from './schema';

const profiles = new MongoClient(process.env.MONGO_URL!).db('social').collection('profiles');

export const server = new ApolloServer({
  typeDefs,
  resolvers: {
    Query: {
      // `filter` is a JSON scalar.
      profiles: (_parent: unknown, { filter }: { filter: Record<string, unknown> }) =>
        profiles.find({ visible: true, ...filter }).limit(20).toArray(), // weak: CWE-943
    },
  },
});
