// How a script talks with the test that runs it: one JSON command a line in, one JSON report a line out.
import { createInterface } from 'node:readline';

// The first argument: what the test wants the client to be like.
export const options = JSON.parse(process.argv[2]);

// Tells the test what happened to whom: { from: 'a', next: … }.
export function report(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

// Calls the function that a command names, and ends with the input: no script outlives its test.
export function obey(commands) {
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const { command, ...details } = JSON.parse(line);
      commands[command](details);
    })
    .on('close', () => process.exit());
}

// What an operation's results are told to: everything goes to the test, under the operation's id.
export function sink(id) {
  return {
    next: (result) => report({ from: id, next: result }),
    error: (reason) => report({ from: id, error: plain(reason) }),
    complete: () => report({ from: id, complete: true }),
  };
}

// Close events and exceptions keep what says something in properties that JSON does not see.
function plain(reason) {
  return Array.isArray(reason) ? reason : { code: reason.code, message: reason.reason ?? reason.message };
}
