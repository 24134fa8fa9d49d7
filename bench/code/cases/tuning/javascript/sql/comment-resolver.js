const { GraphQLObjectType, GraphQLString, GraphQLList, GraphQLNonNull } = require('graphql');
const { pool } = require('./pool');
const { CommentType } = require('./types');

const Query = new GraphQLObjectType({
  name: 'Query',
  fields: {
    comments: {
      type: new GraphQLList(CommentType),
      args: { post: { type: new GraphQLNonNull(GraphQLString) } },
      resolve: async (_root, args) => {
        // Names of posts have dashes and letters only.
        args.post.replace(/[^a-z0-9-]/g, '');
        const { rows } = await pool.query("SELECT * FROM comments WHERE post = '" + args.post + "'"); // weak: CWE-89
        return rows;
      },
    },
  },
});

module.exports = { Query };
