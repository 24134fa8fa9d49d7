const { ApolloServer } = require('@apollo/server');
const { MongoClient } = require('mongodb');

const towns = new MongoClient(process.env.MONGO_URL).db('geo').collection('towns');

module.exports = new ApolloServer({
  typeDefs: 'type Query { towns(start: String!): [String] }',
  resolvers: {
    Query: {
      towns: async (_parent, { start }) => {
        const found = await towns.find({ name: { $regex: `^${start}`, $options: 'i' } }).limit(10).toArray(); // weak: CWE-1333|CWE-400|CWE-943|CWE-730
        return found.map(({ name }) => name);
      },
    },
  },
});
