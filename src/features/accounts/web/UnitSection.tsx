import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { RecordSection } from '../../../web/records/RecordSection.tsx';
import type { Row } from '../../../web/records/RecordTable.tsx';
import { SHOWN_KINDS } from '../../../web/records/record-kinds.ts';
import type { ShownRecord } from '../../../web/records/record-source.ts';
import { unitTree } from '../../../web/records/unit-tree.ts';

interface UnitSectionProps {
  readonly account: { readonly externalId: string; readonly name: string };
  readonly today: Day;
}

/** 组织: the units of a customer as a tree. */
export function UnitSection(props: UnitSectionProps) {
  const { t } = useTranslation('records');
  const arrange = useCallback(
    (records: readonly ShownRecord[]): readonly Row[] =>
      unitTree(records, ({ id, fields }) => ({ id, parent: typeof fields.parent === 'string' ? fields.parent : null })).map(
        ({ unit, depth, oddity }) => ({ record: unit, over: false, depth, mark: oddity === null ? null : t(`tree.${oddity}`) }),
      ),
    [t],
  );
  return <RecordSection {...props} of={SHOWN_KINDS['org-unit']} arrange={arrange} />;
}
