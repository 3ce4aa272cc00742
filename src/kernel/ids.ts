import type { Brand } from './brand.ts';

/** Internal ids: opaque, never shown, never parsed. What a person sees is an external id or a name. */
export type WorkspaceId = Brand<string, 'WorkspaceId'>;
export type AccountId = Brand<string, 'AccountId'>;
export type PersonId = Brand<string, 'PersonId'>;
export type UserId = Brand<string, 'UserId'>;
export type TeamId = Brand<string, 'TeamId'>;
export type WarningId = Brand<string, 'WarningId'>;
export type TaskId = Brand<string, 'TaskId'>;
