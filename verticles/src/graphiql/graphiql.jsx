// GraphiQL for the endpoint next to this page: queries and mutations by HTTP, subscriptions by graphql-transport-ws.
import { GraphiQL } from 'graphiql';
import { getOperationAST, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import 'graphiql/graphiql.css';
import './page.css';

const url = new URL('graphql', window.location.href).href;
const client = createClient({ url: url.replace(/^http/, 'ws') });

const welcome = `# Write a query, mutation or subscription and press Ctrl-Enter.
# A subscription shows each event as it arrives; press the button again to stop it.
`;

function fetcher(params, { headers } = {}) {
  return isSubscription(params) ? client.iterate(params) : post(params, headers);
}

async function post(params, headers) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify(params),
  });
  return response.json();
}

// Reads the text itself: what GraphiQL knows of it lags behind a fast hand.
function isSubscription({ query, operationName }) {
  try {
    return getOperationAST(parse(query), operationName)?.operation === 'subscription';
  } catch {
    return false; // the server says what is wrong with it
  }
}

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL fetcher={fetcher} defaultQuery={welcome} shouldPersistHeaders={false} />,
);
