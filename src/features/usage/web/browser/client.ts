/*
 * What a page needs to send its usage: small, without cookies, and silent until the person agrees. It speaks Segment's words. Everything
 * from outside (clock, network, storage) is handed in, so that the tests can be the page.
 */

/** `wait`: calls stay in the page until the person has answered. False: the person said no, so nothing is even remembered. */
type Consent = boolean | 'wait';

export interface Options {
  /** Where Mooring answers; the place the script came from, if absent. */
  readonly url?: string;
  /** True, if absent. Nothing leaves the page before it is. */
  readonly consent?: Consent;
  /** Keeps the id of an anonymous visitor in the page's local storage; without it an id lives as long as the page. */
  readonly persist?: 'local';
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
  /** 0 to 1, by chance. */
  chance(): number;
  warn(text: string): void;
  /** The id kept in the browser, where there is one and pages may keep something. */
  recall(): string | null;
  /** Keeps an id, or with null no more. */
  remember(id: string | null): void;
}

type Fields = Record<string, unknown>;

const BATCH = 50;
/** Of a batch, in UTF-16 units: three bytes each are still what browsers let outlive a page (64 KB), far below what the server takes. */
const BATCH_LENGTH = 20_000;
/** Older items give way: a page that was never online must not fill the memory. */
const MOST_WAITING = 500;
const GATHER_MS = 1000;
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [1000, 60_000];

/** What waits to be sent, as JSON: what the page changes afterwards changes nothing. Nothing leaves before it has a key and may. */
function createOutbox(around: Surroundings) {
  let address = '';
  let consent: Consent = 'wait';
  let queue: string[] = [];
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
  /** Half as long again at most, by chance: all pages that met the same failure must not come back at once. */
  const rest = (ms: number): void => {
    resting = true;
    around.later(ms * (1 + around.chance() / 2), () => {
      resting = false;
      void flush();
    });
  };
  const isReady = (): boolean => consent === true && address !== '';
  const post = (items: readonly string[], last: boolean): Promise<Answer> =>
    around.send(address, `{"batch":[${items.join()}],"sentAt":"${around.now()}"}`, last);

  /** Taken, refused for good, or to be sent again with the same ids: then it stays in the queue. */
  const settle = (items: readonly string[], { status, retryAfter, text }: Answer): void => {
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
    while (!sending && !resting && isReady() && queue.length > 0) {
      const items = nextBatch(queue);
      sending = true;
      const answer = await post(items, false).catch(() => ({ status: 503, retryAfter: 0, text: '' }));
      sending = false;
      settle(items, answer);
    }
  };

  return {
    flush,
    /** A page must not break because of what it wanted to tell us. */
    add(item: Fields): void {
      if (consent === false) return;
      try {
        queue.push(JSON.stringify(item));
      } catch (error) {
        around.warn(`mooring: ${error}`);
      }
      if (queue.length > MOST_WAITING) queue.shift();
      gather(GATHER_MS);
    },
    open(url: string, key: string): void {
      address = `${url.replace(/\/$/, '')}/v1/batch?writeKey=${encodeURIComponent(key)}`;
    },
    /** Lets what waits go, or forgets it. */
    allow(answer: Consent): void {
      consent = answer;
      if (consent === true) gather(0);
      if (consent === false) queue = [];
    },
    /** The page is going away: sends what is left, whatever is under way. Sent twice it counts once. */
    leave(): void {
      let left: readonly string[] = isReady() ? queue : [];
      while (left.length > 0) {
        const items = nextBatch(left);
        left = left.slice(items.length);
        void post(items, true).catch(() => undefined);
      }
    },
  };
}

/** The first of the items, as many as go together. */
function nextBatch(items: readonly string[]): readonly string[] {
  let length = 0;
  const end = items.findIndex((item, index) => {
    length += item.length;
    return index > 0 && (index === BATCH || length > BATCH_LENGTH);
  });
  return end < 0 ? items : items.slice(0, end);
}

/** Who uses the page. An anonymous id is kept beyond the page only where that was asked for and agreed to. */
function createVisitor(around: Surroundings) {
  let user: string | undefined;
  let anonymous = '';
  let keeps = false;
  return {
    keep(yes: boolean): void {
      keeps = yes;
      if (!keeps) return;
      anonymous = around.recall() ?? anonymous;
      if (anonymous !== '') around.remember(anonymous);
    },
    is(userId: string): void {
      user = userId;
    },
    forget(): void {
      [user, anonymous] = [undefined, ''];
      around.remember(null);
    },
    ids(): Fields {
      if (user !== undefined) return { userId: user };
      if (anonymous === '') {
        anonymous = around.newId();
        if (keeps) around.remember(anonymous);
      }
      return { anonymousId: anonymous };
    },
  };
}

/** A client. Calls before `load` wait in it. */
export function createClient(around: Surroundings) {
  const outbox = createOutbox(around);
  const visitor = createVisitor(around);
  let group: string | undefined;
  let persist = false;

  const add = (type: string, fields: Fields): void => {
    const context = group === undefined ? {} : { context: { groupId: group } };
    outbox.add({ type, messageId: around.newId(), timestamp: around.now(), ...visitor.ids(), ...context, ...fields });
  };
  const reset = (): void => {
    group = undefined;
    visitor.forget();
  };
  /** Only what is really true is a yes: a page may be plain JavaScript. */
  const consent = (answer: Consent): void => {
    visitor.keep(persist && answer === true);
    if (answer === false) reset();
    outbox.allow(answer);
  };

  return {
    load(writeKey: string, options: Options = {}): void {
      persist = options.persist === 'local';
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
    /** What the person answered. A no forgets what has not been sent, and who they are. */
    consent,
    flush: outbox.flush,
    /** Signed out: whoever comes next is somebody else. */
    reset,
    leave: outbox.leave,
  };
}
