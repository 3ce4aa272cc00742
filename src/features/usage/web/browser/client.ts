/*
 * What a page needs to send its usage: small, without cookies, and silent until the person agrees. It speaks Segment's words. Everything
 * from outside (clock, network, storage) is handed in, so that the tests can be the page.
 */

export interface Options {
  /** Where Mooring answers; the place the script came from, if absent. */
  readonly url?: string;
  /** False: nothing leaves the page before `consent(true)`. */
  readonly consent?: boolean;
  /** Keeps the id of an anonymous visitor in the page's local storage; without it an id lives as long as the page. */
  readonly persist?: boolean;
}

export interface Answer {
  readonly status: number;
  /** What the server asks to wait, in seconds. */
  readonly retryAfter: number;
  readonly text: string;
}

export interface Surroundings {
  readonly origin: string;
  now(): string;
  newId(): string;
  path(): string;
  /** Rejects when there is no network. `last`: the page is going away, so the call must outlive it. */
  send(url: string, body: string, last: boolean): Promise<Answer>;
  later(ms: number, act: () => void): void;
  warn(text: string): void;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

type Fields = Record<string, unknown>;

const BATCH = 50;
/** Older items give way: a page that was never online must not fill the memory. */
const MOST_WAITING = 500;
const GATHER_MS = 1000;
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [1000, 60_000];
const STORED = 'mooring-id';

/** What waits to be sent. Nothing leaves before it has a key and may. */
function createOutbox(around: Surroundings) {
  let address = '';
  let mayLeave = false;
  let queue: Fields[] = [];
  let sending = false;
  let gathering = false;
  /** The server asked for a pause, or is not there. */
  let resting = false;
  let wait = FIRST_WAIT_MS;

  const gather = (ms: number): void => {
    if (gathering) return;
    gathering = true;
    around.later(ms, () => {
      gathering = false;
      void flush();
    });
  };
  const rest = (ms: number): void => {
    resting = true;
    around.later(ms, () => {
      resting = false;
      void flush();
    });
  };
  const isReady = (): boolean => mayLeave && address !== '' && queue.length > 0;
  const post = (items: readonly Fields[], last: boolean): Promise<Answer> =>
    around.send(address, JSON.stringify({ batch: items, sentAt: around.now() }), last);

  /** Taken, refused for good, or to be sent again with the same ids: then it stays in the queue. */
  const settle = (items: readonly Fields[], { status, retryAfter, text }: Answer): void => {
    if (status === 429 || status >= 500) {
      rest(Math.max(wait, retryAfter * 1000));
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
      return;
    }
    wait = FIRST_WAIT_MS;
    queue = queue.filter((item) => !items.includes(item));
    const reasons = text.match(/"code":"[^"]+"/g);
    if (status >= 300 || reasons !== null) around.warn(`mooring: ${status} ${[...new Set(reasons)].join(' ')}`);
  };

  const flush = async (): Promise<void> => {
    while (!sending && !resting && isReady()) {
      const items = queue.slice(0, BATCH);
      sending = true;
      const answer = await post(items, false).catch(() => ({ status: 503, retryAfter: 0, text: '' }));
      sending = false;
      settle(items, answer);
    }
  };

  return {
    flush,
    add(item: Fields): void {
      queue.push(item);
      if (queue.length > MOST_WAITING) queue.shift();
      gather(GATHER_MS);
    },
    open(url: string, key: string): void {
      address = `${url}/v1/batch?writeKey=${encodeURIComponent(key)}`;
    },
    /** Lets what waits go, or forgets it. */
    allow(yes: boolean): void {
      mayLeave = yes;
      if (yes) gather(0);
    },
    clear(): void {
      queue = [];
    },
    /** The page is going away: sends what is left, whatever is under way. Sent twice it counts once. */
    leave(): void {
      if (isReady()) void post(queue.slice(0, BATCH), true).catch(() => undefined);
    },
  };
}

/** Who uses the page. An anonymous id is kept beyond the page only where that was asked for and agreed to. */
function createVisitor(around: Surroundings) {
  let user: string | undefined;
  let anonymous = '';
  let keeps = false;
  return {
    keep(yes: boolean): void {
      keeps = yes;
      if (keeps && anonymous !== '') around.storage.setItem(STORED, anonymous);
    },
    is(userId: string): void {
      user = userId;
    },
    forget(): void {
      [user, anonymous] = [undefined, ''];
      around.storage.removeItem(STORED);
    },
    ids(): Fields {
      if (user !== undefined) return { userId: user };
      if (anonymous === '') {
        anonymous = (keeps && around.storage.getItem(STORED)) || around.newId();
        if (keeps) around.storage.setItem(STORED, anonymous);
      }
      return { anonymousId: anonymous };
    },
  };
}

/** A client. Calls before `load` wait in it; so do all of them until there is consent. */
export function createClient(around: Surroundings) {
  const outbox = createOutbox(around);
  const visitor = createVisitor(around);
  let group: string | undefined;
  let persist = false;

  const add = (type: string, fields: Fields): void => {
    const context = group === undefined ? {} : { context: { groupId: group } };
    outbox.add({ type, messageId: around.newId(), timestamp: around.now(), ...visitor.ids(), ...context, ...fields });
  };
  const consent = (yes: boolean): void => {
    if (yes) visitor.keep(persist);
    outbox.allow(yes);
  };

  return {
    load(writeKey: string, options: Options = {}): void {
      persist = options.persist ?? false;
      outbox.open(options.url ?? around.origin, writeKey);
      consent(options.consent ?? true);
    },
    identify(userId: string, traits: Fields = {}): void {
      visitor.is(userId);
      add('identify', { traits });
    },
    group(groupId: string, traits: Fields = {}): void {
      group = groupId;
      add('group', { groupId, traits });
    },
    track: (event: string, properties: Fields = {}): void => add('track', { event, properties }),
    page: (name = around.path(), properties: Fields = {}): void => add('page', { name, properties }),
    /** Whether the person agrees. A no forgets what has not been sent, and who they are. */
    consent(yes: boolean): void {
      if (!yes) {
        outbox.clear();
        visitor.forget();
      }
      consent(yes);
    },
    flush: outbox.flush,
    /** Signed out: whoever comes next is somebody else. */
    reset(): void {
      group = undefined;
      visitor.forget();
    },
    leave: outbox.leave,
  };
}
