const { ApolloServer } = require('@apollo/server');
const { MongoClient } = require('mongodb');
const escapeStringRegexp = require('escape-string-regexp');

const towns = new MongoClient(process.env.MONGO_URL).db('geo').collection('towns');

module.exports = new ApolloServer({
  typeDefs: 'type Query { towns(start: String!): [String] }',
  resolvers: {
    Query: {
      towns: async (_parent, { start }) => {
        const pattern = new RegExp('^' + escapeStringRegexp(start), 'i');
        const found = await towns.find({ name: pattern }).limit(10).toArray();
        return found.map(({ name }) => name);
      },
    },
  },
});
