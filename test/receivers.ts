import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What somebody posted. */
export interface Post {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** A server of this machine that takes what is posted to group bots, and answers as it is told. */
export interface HookReceiver {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly posts: Post[];
  /** What the next posts are answered with; `hang` says nothing and hangs up. Afterwards all is well again. */
  answer(...answers: readonly (HookReply | 'hang')[]): void;
  close(): Promise<void>;
}

interface HookReply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

export async function startHookReceiver(): Promise<HookReceiver> {
  const [posts, answers]: [Post[], (HookReply | 'hang')[]] = [[], []];
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      posts.push({ path: request.url ?? '', body: JSON.parse(text) as Record<string, unknown> });
      const reply = answers.shift() ?? {};
      if (reply === 'hang') return request.socket.destroy();
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
      return response.end(JSON.stringify(reply.body ?? { errcode: 0, errmsg: 'ok' }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    answer: (...next) => void answers.push(...next),
    close: () => new Promise((done) => server.close(() => done())),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

/** A mail server of this machine. */
export interface MailReceiver {
  readonly port: number;
  /** Each mail as it came over the line, with who was named as its receivers. */
  readonly mails: { readonly to: readonly string[]; readonly raw: string }[];
  /** Users that signed in, with the password they gave. */
  readonly logins: string[];
  /** What the next mail is refused with. */
  refuse(code: number, message: string): void;
  close(): Promise<void>;
}

export async function startMailReceiver(): Promise<MailReceiver> {
  const [mails, logins, refusals]: [MailReceiver['mails'], string[], Error[]] = [[], [], []];
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _session, done) {
      logins.push(`${username}:${password}`);
      if (password === 'right') return done(null, { user: username });
      return done(new Error('Authentication credentials invalid'));
    },
    onData(stream, { envelope }, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const refusal = refusals.shift();
        if (refusal !== undefined) return done(refusal);
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(pieces).toString('utf8') });
        return done(null, '2.0.0 Ok: queued');
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    logins,
    refuse: (code, message) => void refusals.push(Object.assign(new Error(message), { responseCode: code })),
    close: () => new Promise((done) => server.close(() => done())),
  };
}
