import { ApolloServer } from '@apollo/server';
import { MongoClient } from 'mongodb';
import { typeDefs } from './schema';

const contacts = new MongoClient(process.env.MONGO_URL!).db('social').collection('contacts');

export const server = new ApolloServer({
  typeDefs,
  resolvers: {
    Query: {
      contacts: (_parent: unknown, { city, first = 20 }: { city: string; first?: number }) =>
        contacts
          .find({ visible: true, city: String(city) })
          .limit(Math.min(first, 50))
          .toArray(),
    },
  },
});
