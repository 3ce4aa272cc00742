import type { RecordKind } from '../../kernel/record.ts';
import { accountKind, commitmentKind, contactKind, noteKind } from '../accounts/core/kinds.ts';
import { churnRecordKind, contractKind, contractLineKind } from '../contracts/core/kinds.ts';
import { surveyAnswerKind } from '../feedback/core/kinds.ts';
import { issueKind } from '../issues/core/kinds.ts';
import { touchKind } from '../touches/core/kinds.ts';
import type { PickField } from './core/own-metric.ts';

/** Kinds of records that belong to a customer and say on which day: what a metric can be made of. */
export const PICK_RECORDS: readonly RecordKind[] = [
  ...[accountKind, contractKind, contractLineKind, issueKind, touchKind, surveyAnswerKind, commitmentKind, contactKind, noteKind],
  churnRecordKind,
];

/** Their fields, as far as a metric can use them. */
export function pickFields({ fields }: RecordKind): readonly (PickField & { readonly choices: string[] })[] {
  return Object.entries(fields).flatMap(([field, declared]) => {
    const { type } = declared;
    if (type === 'record' || type === 'person') return [];
    return [{ field, type, choices: type === 'choice' || type === 'choices' ? Object.keys(declared.choices) : [] }];
  });
}
