const { GraphQLObjectType, GraphQLString, GraphQLList, GraphQLNonNull } = require('graphql');
const { Pool } = require('pg');
const { RatingType } = require('./types');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

const Query = new GraphQLObjectType({
  name: 'Query',
  fields: {
    ratings: {
      type: new GraphQLList(RatingType),
      args: { post: { type: new GraphQLNonNull(GraphQLString) } },
      resolve: async (_root, args) => {
        const post = args.post.replace(/[^a-z0-9-]/g, '');
        const { rows } = await pool.query("SELECT stars FROM ratings WHERE post = '" + post + "' LIMIT 100");
        return rows;
      },
    },
  },
});

module.exports = { Query };
