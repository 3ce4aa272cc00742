import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { CsvCell } from '../../../kernel/csv.ts';
import { SaveList } from '../../../web/ui/SaveList.tsx';
import { asking } from '../../../web/use-operation.ts';
import { explain } from '../../health/contract.ts';
import type { listAccounts } from '../contract.ts';
import type { Drifting } from './use-drifting.ts';

type Account = OutputOf<typeof listAccounts>['accounts'][number];

/** Figures that are asked for at once: a row that has not come into view has none yet. */
const AT_ONCE = 6;

interface SaveCustomersProps {
  readonly accounts: readonly Account[];
  readonly drifting: Drifting | null;
}

/** The customers of the list as a file, with the figures of each row. */
export function SaveCustomers({ accounts, drifting }: SaveCustomersProps) {
  const { t } = useTranslation('accounts');
  const cache = useQueryClient();
  const stateOf = ({ externalId, endsOn }: Account, today: string): string => {
    if (endsOn !== null && endsOn < today) return t('state.ended', { day: endsOn });
    return t(drifting?.severityOf.has(externalId) ? 'state.drifting' : 'state.live');
  };
  const seen = async () => {
    const today = new Date().toISOString().slice(0, 10);
    const figures = await figuresOf(cache, accounts);
    return {
      head: [
        t('column.externalId'),
        ...(['name', 'score', 'activity', 'owner', 'started', 'state'] as const).map((one) => t(`column.${one}`)),
      ],
      rows: accounts.map((account, index): readonly CsvCell[] => [
        ...[account.externalId, account.name, ...(figures[index] ?? [null, null])],
        ...[account.owner?.name ?? null, account.startsOn, stateOf(account, today)],
      ]),
    };
  };
  return <SaveList name={t('title')} seen={seen} />;
}

/** Health and activity of each, in their order; Unknown is empty. */
async function figuresOf(cache: QueryClient, accounts: readonly Account[]): Promise<readonly (readonly [number | null, number | null])[]> {
  const found: [number | null, number | null][] = [];
  let next = 0;
  const take = async (): Promise<void> => {
    for (let at = next++; at < accounts.length; at = next++) {
      const { externalId = '' } = accounts[at] ?? {};
      const { health, activityScore } = await cache.fetchQuery(asking(explain, { externalId }));
      found[at] = [health.score.value, activityScore.activity.value];
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return found;
}
