import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { RecordSection } from '../../../web/records/RecordSection.tsx';
import { SHOWN_KINDS } from '../../../web/records/record-kinds.ts';
import type { ShownRecord } from '../../../web/records/record-source.ts';

interface CommitmentSectionProps {
  readonly account: { readonly externalId: string; readonly name: string };
  readonly today: Day;
}

/** 承诺: what is open first, and what is past its day says so. */
export function CommitmentSection(props: CommitmentSectionProps) {
  const { t } = useTranslation('records');
  const { today } = props;
  const markOf = useCallback(
    ({ fields }: ShownRecord, over: boolean): string | null =>
      !over && typeof fields.dueOn === 'string' && fields.dueOn < today ? t('overdue') : null,
    [today, t],
  );
  return <RecordSection {...props} of={SHOWN_KINDS.commitment} markOf={markOf} />;
}
