// Webhooks as a receiver sees them on stdin, one JSON object a line: what npm's standardwebhooks makes of each, on stdout.
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, body } = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log('verified');
  } catch (refused) {
    console.log(refused.message);
  }
}
