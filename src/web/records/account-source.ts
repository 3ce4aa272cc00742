import type { OutputOf } from '../../contract/operation.ts';
import {
  accountHistory,
  archiveAccount,
  assignAccount,
  getAccount,
  restoreAccount,
  saveAccount,
} from '../../features/accounts/contract.ts';
import { accountKind } from '../../features/accounts/core/kinds.ts';
import { customText } from '../../kernel/custom-field.ts';
import type { RecordKind, RecordWords } from '../../kernel/record.ts';
import type { Day } from '../../kernel/time.ts';
import { call } from '../call.ts';
import type { RecordSource, ShownRecord } from './record-source.ts';

type Account = OutputOf<typeof getAccount>;

/** A customer whom people make has a name; imports may know only an id. */
const { name, ...others } = accountKind.fields;
export const customerKind: RecordKind = {
  ...accountKind,
  fields: { ...(name === undefined ? {} : { name: { ...name, required: true } }), ...others },
};

/** A customer as a record. */
export function accountAsRecord({ externalId, profile, attributes, owner, version, ...own }: Account): ShownRecord {
  const fields = {
    name: own.name,
    ...(own.startsStated ? { startsOn: own.startsOn } : {}),
    ...(own.endsOn === null ? {} : { endsOn: own.endsOn }),
    ...(own.endKind === null ? {} : { endKind: own.endKind }),
    ...(owner === null ? {} : { owner: owner.personId }),
    ...profile,
  };
  return { id: externalId, fields, custom: attributes, version, createdAt: null, createdBy: null };
}

const OWN = ['name', 'startsOn', 'endsOn', 'endKind', 'owner'];

/** Customers come and go by operations of their own; their owner is named by another one. */
export const accountSource: RecordSource = {
  kind: customerKind,
  cacheKey: 'accounts.get',
  get: async (externalId) => accountAsRecord(await call(getAccount, { externalId })),
  async save({ id, words, custom, version }) {
    const saved = await call(saveAccount, {
      externalId: id,
      ...ownWords(words),
      ...profileWords(words),
      ...attributeWords(custom),
      version,
    });
    if (words.owner === undefined) return accountAsRecord(saved);
    return accountAsRecord(await call(assignAccount, { externalId: id, personId: words.owner === null ? null : String(words.owner) }));
  },
  archive: (externalId) => call(archiveAccount, { externalId }),
  restore: (externalId) => call(restoreAccount, { externalId }),
  history: (externalId) => call(accountHistory, { externalId, limit: 500 }),
};

function ownWords(words: RecordWords) {
  const text = (field: string): string | null => (typeof words[field] === 'string' ? words[field] : null);
  return {
    ...(text('name') === null ? {} : { name: text('name') ?? '' }),
    ...(text('startsOn') === null ? {} : { startsOn: text('startsOn') as Day }),
    ...(words.endsOn === undefined ? {} : { endsOn: text('endsOn') as Day | null }),
    ...(words.endKind === undefined ? {} : { endKind: text('endKind') }),
  };
}

function profileWords(words: RecordWords) {
  const profile = Object.entries(words).filter(([field]) => !OWN.includes(field));
  return profile.length === 0 ? {} : { profile: Object.fromEntries(profile) };
}

/** Customers keep what workspaces add as texts; an empty one takes it away. */
function attributeWords(custom: RecordWords) {
  const attributes = Object.entries(custom).map(([key, value]) => [key, value === null ? '' : customText(value)] as const);
  return attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) };
}
