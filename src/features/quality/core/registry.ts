import type { QualityRule } from './rule.ts';
import { arrUnlikeMrr } from './rules/arr-unlike-mrr.ts';
import { churnWithLines } from './rules/churn-with-lines.ts';
import { churnWithoutLines } from './rules/churn-without-lines.ts';
import { churnedWithLines } from './rules/churned-with-lines.ts';
import { closedBeforeRaised } from './rules/closed-before-raised.ts';
import { cyclicUnits } from './rules/cyclic-units.ts';
import { departedContact } from './rules/departed-contact.ts';
import { duplicateName } from './rules/duplicate-name.ts';
import { emptySeats } from './rules/empty-seats.ts';
import { endBeforeStart } from './rules/end-before-start.ts';
import { endedWithoutFlag } from './rules/ended-without-flag.ts';
import { flaggedUsage } from './rules/flagged-usage.ts';
import { futureFact } from './rules/future-fact.ts';
import { idConflict } from './rules/id-conflict.ts';
import { lineEndWithoutFlag } from './rules/line-end-without-flag.ts';
import { lineFlagWithoutEnd } from './rules/line-flag-without-end.ts';
import { liveBeforeStart } from './rules/live-before-start.ts';
import { missingAmount } from './rules/missing-amount.ts';
import { missingContacts } from './rules/missing-contacts.ts';
import { missingExchangeRate } from './rules/missing-exchange-rate.ts';
import { missingLines } from './rules/missing-lines.ts';
import { missingOwner } from './rules/missing-owner.ts';
import { missingReference } from './rules/missing-reference.ts';
import { overlappingLines } from './rules/overlapping-lines.ts';
import { recordAfterAccount } from './rules/record-after-account.ts';
import { recordBeforeAccount } from './rules/record-before-account.ts';
import { rejectedRow } from './rules/rejected-row.ts';
import { returnWithoutChurn } from './rules/return-without-churn.ts';
import { scoreOutOfScale } from './rules/score-out-of-scale.ts';
import { sourceGap } from './rules/source-gap.ts';
import { staleSource } from './rules/stale-source.ts';
import { trialFlagUnlikeLines } from './rules/trial-flag-unlike-lines.ts';
import { trialWithFee } from './rules/trial-with-fee.ts';
import { unflaggedChurn } from './rules/unflagged-churn.ts';
import { unknownCurrency } from './rules/unknown-currency.ts';
import { unknownLine } from './rules/unknown-line.ts';
import { unrecordedChurn } from './rules/unrecorded-churn.ts';
import { usageAfterAccount } from './rules/usage-after-account.ts';
import { usageAfterLine } from './rules/usage-after-line.ts';
import { usageBeforeAccount } from './rules/usage-before-account.ts';
import { usageBeforeLine } from './rules/usage-before-line.ts';

/** All rules, by name. */
export const QUALITY_RULES: readonly QualityRule[] = [
  arrUnlikeMrr,
  churnWithLines,
  churnWithoutLines,
  churnedWithLines,
  closedBeforeRaised,
  cyclicUnits,
  departedContact,
  duplicateName,
  emptySeats,
  endBeforeStart,
  endedWithoutFlag,
  flaggedUsage,
  futureFact,
  idConflict,
  lineEndWithoutFlag,
  lineFlagWithoutEnd,
  liveBeforeStart,
  missingAmount,
  missingContacts,
  missingExchangeRate,
  missingLines,
  missingOwner,
  missingReference,
  overlappingLines,
  recordAfterAccount,
  recordBeforeAccount,
  rejectedRow,
  returnWithoutChurn,
  scoreOutOfScale,
  sourceGap,
  staleSource,
  trialFlagUnlikeLines,
  trialWithFee,
  unflaggedChurn,
  unknownCurrency,
  unknownLine,
  unrecordedChurn,
  usageAfterAccount,
  usageAfterLine,
  usageBeforeAccount,
  usageBeforeLine,
];
