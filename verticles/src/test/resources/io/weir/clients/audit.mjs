// The audits of npm's graphql-http: what the GraphQL over HTTP specification asks of a server.
import { auditServer } from 'graphql-http';
import { options, report } from './conversation.mjs';

for (const { id, name, status, reason } of await auditServer({ url: options.url })) {
  report({ from: 'audits', id, name, status, reason });
}
report({ from: 'audits', end: true });
