import type { Readable } from 'node:stream';
import type { Access } from '../contract/access.ts';
import type { DomainEvent, PayloadOf } from '../contract/domain-event.ts';
import type { Job } from '../contract/job.ts';
import type { InputOf, Operation, OutputOf } from '../contract/operation.ts';
import type { Ctx, PublicCtx, UserCtx } from './context.ts';

/** The context a handler gets follows from who may call the operation. */
export type CtxFor<Who extends Access> = Who extends { who: 'public' } ? PublicCtx : Who extends { who: 'user' } ? UserCtx : Ctx;

/** An answer with another status than the method's own (a receipt of which nothing was kept is a 400). */
export class Reply<Body> {
  constructor(
    readonly status: number,
    readonly body: Body,
  ) {}
}

/** An answer that is a file of this machine. */
export class FileReply {
  constructor(
    readonly path: string,
    /** Under which it is saved. */
    readonly name: string,
    readonly bytes: number,
  ) {}
}

/** An answer that is written while it is read: as large as it likes, in little memory. */
export class StreamReply {
  constructor(
    readonly text: AsyncIterable<string>,
    /** Under which it is saved. */
    readonly name: string,
  ) {}
}

export interface Route {
  readonly operation: Operation;
  /** False for the few use cases that write to the event store or work in steps: they call `ctx.transaction` themselves. */
  readonly transaction: boolean;
  readonly run: (ctx: never, input: never, upload: never) => Promise<unknown>;
  /** Writes the answer as JSON instead of checking it against the contract: decision 0019 says who may. */
  readonly write?: (output: never) => string;
}

export interface Subscription {
  readonly event: DomainEvent;
  /** Unique: deliveries are recorded under it. */
  readonly subscriber: string;
  readonly run: (ctx: Ctx, payload: never) => Promise<void>;
}

export interface JobHandler {
  readonly job: Job;
  /** Called once a workspace, with `ctx.today` set to the day the run is for. */
  readonly run: (ctx: Ctx) => Promise<void>;
  /** Every start runs every job, for a request may have been lost: whether this one has nothing to do, where that is easier to say. */
  readonly isDone?: (ctx: Ctx) => Promise<boolean>;
}

/** What a feature brings to the house. `app/modules.ts` lists them. */
export interface Module {
  readonly name: string;
  readonly routes?: readonly Route[];
  readonly subscriptions?: readonly Subscription[];
  readonly jobs?: readonly JobHandler[];
}

/** Binds an operation to the use case that carries it out. */
export function route<O extends Operation>(
  operation: O,
  run: (ctx: CtxFor<O['access']>, input: InputOf<O>) => Promise<OutputOf<O> | Reply<OutputOf<O>> | FileReply | StreamReply>,
  options: { transaction: boolean; write?: (output: OutputOf<O>) => string } = { transaction: operation.method !== 'GET' },
): Route {
  return { operation, run: run as Route['run'], ...options };
}

/** Binds an operation that takes a piece of a file. It works in steps: a transaction would stay open as long as the sender takes. */
export function uploadRoute<O extends Operation>(
  operation: O,
  run: (ctx: CtxFor<O['access']>, input: InputOf<O>, upload: Readable) => Promise<OutputOf<O>>,
): Route {
  return { operation, run: run as Route['run'], transaction: false };
}

/** Asks to be told of a domain event. The handler runs in a transaction of its own, at least once. */
export function on<E extends DomainEvent>(
  event: E,
  subscriber: string,
  run: (ctx: Ctx, payload: PayloadOf<E>) => Promise<void>,
): Subscription {
  return { event, subscriber, run: run as Subscription['run'] };
}
