import { createConnection } from 'node:net';

export interface RawAnswer {
  /** 0 when the connection ended without one. */
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly ms: number;
}

/** What a connection came to that nothing ended in time. */
export const HANGS: RawAnswer = { status: 0, contentType: 'hangs', body: '', ms: 0 };

/** How a connection is used: what is written at once, whether anything can follow, and how long it may take. */
export interface Exchange {
  readonly bytes: Buffer | string;
  /** Says nothing more, but still listens. */
  readonly halfClose?: boolean;
  readonly withinMs?: number;
}

/** Writes bytes to a server of this machine and reads until it ends the connection. */
export function exchange(port: number, { bytes, halfClose = false, withinMs = 8_000 }: Exchange): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const received: Buffer[] = [];
    const socket = createConnection({ port, host: '127.0.0.1', allowHalfOpen: true });
    const timer = setTimeout(() => finish(HANGS), withinMs);
    const finish = (answer: RawAnswer): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer === HANGS ? HANGS : { ...answer, ms: performance.now() - begun });
    };
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('end', () => finish(answerIn(Buffer.concat(received))));
    // A server that refuses a body without reading it resets the connection; what it said before is there.
    socket.on('error', () => finish(answerIn(Buffer.concat(received))));
    socket.write(bytes);
    if (halfClose) socket.end();
  });
}

function answerIn(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.toString('latin1', 0, Math.max(0, end));
  // `100 Continue` only says that the body may come.
  if (head.startsWith('HTTP/1.1 100')) return answerIn(bytes.subarray(end + 4));
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
    contentType: /^content-type: *([^;\r\n]*)/im.exec(head)?.[1] ?? '',
    body: end === -1 ? '' : bytes.toString('utf8', end + 4),
    ms: 0,
  };
}
