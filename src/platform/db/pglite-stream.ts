import { Duplex } from 'node:stream';

/** Sends whole messages of the PostgreSQL protocol to the engine and brings back its answer. */
export type Exchange = (messages: Uint8Array) => Promise<Uint8Array>;

/** AuthenticationOk, then ReadyForQuery outside a transaction: the engine knows no sign-in, so its greeting is made here. */
const GREETING = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
/** What the session of the connection before may have left behind. */
const RESET = simpleQuery('rollback; discard all');
const TERMINATE = 0x58;
/** Messages after which the engine answers: Query, Sync, Flush, and the end of a COPY. */
const ANSWERED = new Set([0x51, 0x53, 0x48, 0x63, 0x66]);

/**
 * The socket of a `pg` client whose server is an engine in this process. `pg` speaks the real wire protocol over it, so that values are
 * read and written by the same code as with a PostgreSQL server.
 */
export function engineSocket(exchange: Exchange): Duplex {
  let greeted = false;
  let pending: Buffer = Buffer.alloc(0);
  /** Where in `pending` the next whole message starts. */
  let scanned = 0;

  async function take(chunk: Buffer): Promise<void> {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    if (!greeted && !(await greet())) return;
    for (let type = nextType(); type !== null; type = nextType()) {
      if (type === TERMINATE) {
        socket.push(null);
        return;
      }
      if (!ANSWERED.has(type)) continue;
      const messages = pending.subarray(0, scanned);
      pending = pending.subarray(scanned);
      scanned = 0;
      socket.push(await exchangeAll(messages));
    }
  }

  /** Answers the startup message, which alone has no type; false while it has not arrived as a whole. */
  async function greet(): Promise<boolean> {
    if (pending.length < 4 || pending.length < pending.readUInt32BE(0)) return false;
    pending = pending.subarray(pending.readUInt32BE(0));
    greeted = true;
    await exchangeAll(RESET);
    socket.push(GREETING);
    return true;
  }

  /** Steps over the next whole message; null when it has not arrived yet. */
  function nextType(): number | null {
    if (pending.length < scanned + 5) return null;
    const end = scanned + 1 + pending.readUInt32BE(scanned + 1);
    if (pending.length < end) return null;
    const type = pending[scanned] ?? TERMINATE;
    scanned = end;
    return type;
  }

  // A copy: what `pg` writes lies in a buffer that it uses again.
  const exchangeAll = async (messages: Uint8Array) => Buffer.from(await exchange(Uint8Array.from(messages)));

  const socket = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      take(chunk).then(() => done(), done);
    },
  });
  return Object.assign(socket, {
    connect: () => process.nextTick(() => socket.emit('connect')),
    setNoDelay: () => undefined,
    setKeepAlive: () => undefined,
    ref: () => undefined,
    unref: () => undefined,
  });
}

function simpleQuery(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.alloc(5);
  head.write('Q');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
