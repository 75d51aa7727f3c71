// GraphiQL for the endpoint next to this page: queries and mutations by HTTP, subscriptions by graphql-transport-ws.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import 'graphiql/graphiql.css';
import './page.css';

const url = new URL('graphql', window.location.href).href;
const wsClient = createClient({ url: url.replace(/^http/, 'ws') });
const fetcher = createGraphiQLFetcher({ url, wsClient });

const welcome = `# Write a query, mutation or subscription and press Ctrl-Enter.
# A subscription shows each event as it arrives; press the button again to stop it.
`;

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL fetcher={fetcher} defaultQuery={welcome} shouldPersistHeaders={false} />,
);
