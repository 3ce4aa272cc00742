import { useQueryClient } from '@tanstack/react-query';
import type { OutputOf } from '../../../contract/operation.ts';
import { accountAsRecord, accountSource } from '../../../web/records/account-source.ts';
import { RecordDrawer } from '../../../web/records/RecordDrawer.tsx';
import { useCustomFields } from '../../../web/records/use-custom-fields.ts';
import { explain } from '../../health/contract.ts';
import { type getAccount, listAccounts } from '../contract.ts';

interface CustomerDrawerProps {
  /** Null: a new one. */
  readonly account: OutputOf<typeof getAccount> | null;
  readonly writes: boolean;
  readonly onSaved: (externalId: string) => void;
  readonly onArchive?: () => void;
  readonly onClose: () => void;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

/** A customer at the side: made and changed by hand, with its history. */
export function CustomerDrawer({ account, writes, onSaved, onArchive, onClose }: CustomerDrawerProps) {
  const custom = useCustomFields(accountSource.kind.name);
  const cache = useQueryClient();
  return (
    <RecordDrawer
      source={accountSource}
      custom={custom}
      record={account === null ? null : accountAsRecord(account)}
      account={null}
      preset={{}}
      decided={[]}
      references={NOTHING}
      writes={writes}
      onSaved={({ id }) => {
        for (const key of [listAccounts.id, explain.id]) void cache.invalidateQueries({ queryKey: [key] });
        onSaved(id);
      }}
      onArchive={onArchive}
      onClose={onClose}
    />
  );
}
