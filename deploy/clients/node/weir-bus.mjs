// A client of Weir's TCP bridge (bridge.tcp in weir.yaml) for Node, without dependencies. Copy it.
//
// Frames are four bytes of length and a JSON object: the protocol of vertx-tcp-eventbus-bridge, where an answered
// publish says that the event is published, and, on a logged topic, stored.

import { randomUUID } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';

const PING_MILLIS = 15_000;
const SILENCE_MILLIS = 40_000; // more than two pings without a pong
const FIRST_PAUSE_MILLIS = 100;
const LAST_PAUSE_MILLIS = 10_000;

/** A request that was refused; `code` is the failure code of whoever answered. */
export class BusError extends Error {
  constructor(message, code = -1) {
    super(message);
    this.code = code;
  }
}

export class Bus {
  #options;
  #socket = null;
  #connected = false;
  #closed = false;
  #received = Buffer.alloc(0);
  #handlers = new Map(); // by address
  #waiting = new Map(); // by reply address: { resolve, reject, timer }
  #pongs = []; // who waits for the next pongs, in order
  #pause = FIRST_PAUSE_MILLIS;
  #heard = 0;
  #pinging;
  #retrying;

  /**
   * Connects, and again whenever the connection is lost, until `close`.
   *
   * options: host, port, token, tls (the options of node:tls, such as { ca, cert, key }), timeout (milliseconds for an
   * answer), onUp(), onDown(error), onError(error): what nobody waits for
   */
  constructor(options) {
    this.#options = { host: '127.0.0.1', port: 7000, timeout: 30_000, onUp() {}, onDown() {}, onError: console.error, ...options };
    this.#connect();
  }

  /** Publishes to all who listen on an address; done when Weir has it, or, on a logged topic, has stored it. */
  async publish(address, body, headers = {}) {
    await this.#ask({ type: 'publish', address, body, headers }, this.#options.timeout);
  }

  /** Sends to one who listens on an address, without an answer. */
  send(address, body, headers = {}) {
    this.#write({ type: 'send', address, body, headers });
  }

  /** Asks one who listens on an address; gives the body of the answer. */
  async request(address, body, { headers = {}, timeout = this.#options.timeout } = {}) {
    const answer = await this.#ask({ type: 'send', address, body, headers: { ...headers, timeout } }, timeout);
    return answer.body;
  }

  /**
   * Listens on an address, now and after every reconnection; done when it hears. A request is answered with what the
   * handler returns; what it throws refuses the request, with the error's `code` if that is a number.
   *
   * handler(message): message has address, topic (which of a pattern's), headers, body
   */
  async register(address, handler) {
    this.#handlers.set(address, handler);
    if (this.#connected) {
      this.#write({ type: 'register', address });
      await this.#ping();
    }
  }

  /** Listens no more. */
  unregister(address) {
    if (this.#handlers.delete(address) && this.#connected) {
      this.#write({ type: 'unregister', address });
    }
  }

  /** Hangs up for good. */
  close() {
    this.#closed = true;
    clearTimeout(this.#retrying);
    this.#socket?.destroy();
  }

  #connect() {
    const { host, port, tls: secure } = this.#options;
    const socket = secure ? tls.connect({ host, port, ...secure }) : net.connect({ host, port });
    this.#socket = socket;
    this.#received = Buffer.alloc(0);
    let failure = new BusError('the connection was closed');
    socket.setNoDelay(true);
    socket.on(secure ? 'secureConnect' : 'connect', () => this.#onConnect());
    socket.on('data', (bytes) => this.#onBytes(bytes));
    socket.on('error', (error) => { failure = error; });
    socket.on('close', () => this.#onClose(failure));
  }

  async #onConnect() {
    this.#connected = true;
    this.#heard = Date.now();
    this.#pinging = setInterval(() => this.#keepAlive(), PING_MILLIS);
    const { token } = this.#options;
    this.#write({ type: 'ping', headers: token ? { authorization: `Bearer ${token}` } : {} });
    const known = this.#pong();
    for (const address of this.#handlers.keys()) {
      this.#write({ type: 'register', address });
    }
    try {
      await known;
      await this.#ping();
      this.#pause = FIRST_PAUSE_MILLIS;
      this.#options.onUp();
    } catch {
      // onClose tells
    }
  }

  #onClose(failure) {
    clearInterval(this.#pinging);
    this.#connected = false;
    const lost = new BusError(`the connection was lost: ${failure.message}`);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(lost);
    }
    this.#waiting.clear();
    this.#pongs.splice(0).forEach(({ reject }) => reject(lost));
    if (!this.#closed) {
      this.#options.onDown(failure);
      this.#retrying = setTimeout(() => this.#connect(), this.#pause * (0.5 + Math.random() / 2));
      this.#pause = Math.min(LAST_PAUSE_MILLIS, this.#pause * 2);
    }
  }

  #keepAlive() {
    if (Date.now() - this.#heard > SILENCE_MILLIS) {
      this.#socket.destroy(new BusError('the bridge is silent'));
    } else {
      this.#ping().catch(() => {});
    }
  }

  #onBytes(bytes) {
    this.#heard = Date.now();
    this.#received = this.#received.length ? Buffer.concat([this.#received, bytes]) : bytes;
    let at = 0;
    while (this.#received.length - at >= 4) {
      const end = at + 4 + this.#received.readUInt32BE(at);
      if (end > this.#received.length) {
        break;
      }
      this.#onFrame(JSON.parse(this.#received.toString('utf8', at + 4, end)));
      at = end;
    }
    this.#received = this.#received.subarray(at);
  }

  #onFrame(frame) {
    const waiting = this.#waiting.get(frame.address);
    if (frame.type === 'pong') {
      this.#pongs.shift()?.resolve();
    } else if (waiting) {
      this.#waiting.delete(frame.address);
      clearTimeout(waiting.timer);
      if (frame.type === 'err') {
        waiting.reject(new BusError(frame.message, frame.failureCode));
      } else {
        waiting.resolve(frame);
      }
    } else if (frame.type === 'err') {
      this.#onRefused(frame);
    } else if (this.#handlers.has(frame.address)) {
      this.#onMessage(frame, this.#handlers.get(frame.address));
    }
  }

  #onRefused(frame) {
    if (frame.message === 'unauthorized') {
      this.#closed = true; // no second try would end otherwise
    }
    const { sourceAddress } = frame;
    const where = sourceAddress ? ` (${sourceAddress})` : '';
    this.#refuse(sourceAddress, new BusError(frame.message + where));
  }

  /** A refusal names the address, not the request: whoever asks there was refused. */
  #refuse(address, error) {
    for (const [replyAddress, { to, reject, timer }] of this.#waiting) {
      if (to === address) {
        this.#waiting.delete(replyAddress);
        clearTimeout(timer);
        reject(error);
        return;
      }
    }
    this.#options.onError(error);
  }

  async #onMessage(frame, handler) {
    const { address, replyAddress, headers = {}, body } = frame;
    try {
      const answer = await handler({ address, topic: headers.topic ?? address, headers, body });
      if (replyAddress) {
        this.#write({ type: 'send', address: replyAddress, body: answer });
      }
    } catch (error) {
      if (replyAddress && this.#connected) {
        const failureCode = Number.isInteger(error.code) ? error.code : 500;
        this.#write({ type: 'send', address: replyAddress, failureCode, message: error.message });
      } else {
        this.#options.onError(error);
      }
    }
  }

  #ask(frame, timeout) {
    return new Promise((resolve, reject) => {
      const replyAddress = randomUUID();
      const timer = setTimeout(() => {
        this.#waiting.delete(replyAddress);
        reject(new BusError(`no answer from ${frame.address} in ${timeout} ms`));
      }, timeout);
      this.#waiting.set(replyAddress, { to: frame.address, resolve, reject, timer });
      try {
        this.#write({ ...frame, replyAddress });
      } catch (error) {
        this.#waiting.delete(replyAddress);
        clearTimeout(timer);
        reject(error);
      }
    });
  }

  #ping() {
    this.#write({ type: 'ping' });
    return this.#pong();
  }

  #pong() {
    return new Promise((resolve, reject) => this.#pongs.push({ resolve, reject }));
  }

  #write(frame) {
    if (!this.#connected) {
      throw new BusError('not connected');
    }
    const bytes = Buffer.from(JSON.stringify(frame));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    this.#socket.write(Buffer.concat([length, bytes]));
  }
}
