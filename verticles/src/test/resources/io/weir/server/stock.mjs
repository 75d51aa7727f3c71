// Reviews of products and what it takes to ship them. A bare HTTP server around a subgraph schema.
import {createServer} from 'node:http';
import {buildSubgraphSchema} from '@apollo/subgraph';
import {graphql, parse} from 'graphql';

const typeDefs = parse(`
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.3"
      import: ["@key", "@external", "@requires", "@provides"]
    )
  type Query {
    latest: [Review!]!
  }
  type Review {
    text: String!
    author: Person
    product: Product
    named: Product @provides(fields: "name")
  }
  type Product @key(fields: "id") {
    id: ID!
    name: String @external
    weight: Int @external
    price: Int @external
    shipping: Int @requires(fields: "weight price")
    reviews: [Review!]
  }
  type Person @key(fields: "id", resolvable: false) {
    id: ID!
  }
`);

const reviews = [
  {text: 'sturdy', author: {id: 'a'}, product: {id: '1'}, named: {id: '1', name: 'Table, as provided'}},
  {text: 'brittle', author: {id: 'b'}, product: {id: '2'}, named: {id: '2', name: 'Vase, as provided'}},
];

const resolvers = {
  Query: {latest: () => reviews},
  Product: {
    __resolveReference: reference => reference,
    shipping: ({weight, price}) => weight * 10 + price,
    reviews: ({id}) => reviews.filter(review => review.product.id === id),
  },
};

const schema = buildSubgraphSchema({typeDefs, resolvers});

const answer = async body => {
  const {query, variables, operationName} = JSON.parse(body);
  return JSON.stringify(
    await graphql({schema, source: query, variableValues: variables, operationName}),
  );
};

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', async () => {
    response.setHeader('content-type', 'application/json');
    response.end(await answer(Buffer.concat(chunks).toString()));
  });
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
