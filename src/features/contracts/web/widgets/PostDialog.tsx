import { useQueryClient } from '@tanstack/react-query';
import { InputNumber, Modal, Segmented, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { dayOf, type Instant } from '../../../../kernel/time.ts';
import { DayInput } from '../../../../web/ui/DayInput.tsx';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../../web/use-operation.ts';
import { Field } from '../../../access/web/widgets/Field.tsx';
import form from '../../../access/web/widgets/Form.module.css';
import { type FormHandle, useForm } from '../../../access/web/widgets/use-form.ts';
import { useMembership } from '../../../access/web/widgets/use-membership.ts';
import { contractLines } from '../../contract.ts';
import { ledgerSettings, postMovement } from '../../contract-ledger.ts';
import { minorDigits } from '../../core/exchange.ts';
import { DialogEnd } from './DialogEnd.tsx';
import style from './Ledger.module.css';
import { amountText } from './ledger-entry.ts';
import { POSTED_TYPES, type PostableLine, type Posting, postingInput, postingProblems, SALES, worthAfter } from './posting.ts';

interface PostDialogProps {
  readonly account: string;
  /** The line that is looked at; absent: any of the customer. */
  readonly line?: string | undefined;
  readonly onClose: () => void;
}

/** Posts a movement by hand: from a day on a line is worth more or less, or it was renewed. */
export function PostDialog({ account, line, onClose }: PostDialogProps) {
  const { t } = useTranslation('ledger');
  const lines = useOperation(contractLines.list, { account, limit: 500 });
  const settings = useOperation(ledgerSettings, {});
  const failed = lines.error ?? settings.error;
  return (
    <Modal open title={t('post.title')} footer={null} width={520} destroyOnHidden onCancel={onClose}>
      {failed !== null && <ErrorState error={failed} />}
      {failed === null && (lines.data === undefined || settings.data === undefined) && <Skeleton active paragraph={{ rows: 6 }} />}
      {lines.data !== undefined && settings.data !== undefined && (
        <PostForm lines={postable(lines.data.records, settings.data.baseCurrency)} line={line} onClose={onClose} />
      )}
    </Modal>
  );
}

type Fields = Readonly<Record<string, unknown>>;

function postable(records: readonly { readonly id: string; readonly fields: Fields }[], baseCurrency: string): readonly PostableLine[] {
  return records.map(({ id, fields: { name, plan, arr, mrr, currency, startsOn, endsOn } }) => ({
    id,
    title: [name, plan].filter((part) => typeof part === 'string').join(' ') || id,
    worthMinor: typeof arr === 'number' ? arr : typeof mrr === 'number' ? 12 * mrr : null,
    currency: typeof currency === 'string' ? currency : baseCurrency,
    startsOn: String(startsOn ?? ''),
    endsOn: typeof endsOn === 'string' ? endsOn : null,
  }));
}

interface PostFormProps {
  readonly lines: readonly PostableLine[];
  readonly line: string | undefined;
  readonly onClose: () => void;
}

function PostForm({ lines, line, onClose }: PostFormProps) {
  const { t } = useTranslation('ledger');
  const cache = useQueryClient();
  const change = useChange(postMovement);
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const chosen = (id: string): PostableLine | undefined => lines.find((one) => one.id === id);
  const handle = useForm<Posting>({
    initial: {
      ...{ line: line ?? (lines.length === 1 ? (lines[0]?.id ?? '') : ''), type: 'expansion', secondSale: 'ADD', priceGoes: 'up' },
      ...{ amountMinor: null, day: dayOf(Date.now() as Instant, zone), note: '' },
    },
    check(posting) {
      const of = chosen(posting.line);
      const figures = { worth: worthText(of), from: of?.startsOn ?? '', to: of?.endsOn ?? t('post.open') };
      return Object.fromEntries(Object.entries(postingProblems(posting, of)).map(([at, word]) => [at, t(`post.problem.${word}`, figures)]));
    },
    error: change.error,
    byCode: { 'not-found': 'line', 'ledger-unbalanced': 'amountMinor' },
    refused: (_field, code, message) =>
      code === 'ledger-unbalanced' ? t('dialog.unbalanced', { message }) : t('post.refused', { message }),
    onSubmit(posting) {
      const of = chosen(posting.line);
      if (of === undefined) return;
      change.mutate(postingInput(posting, of), {
        onSuccess: () => {
          // Figures of every page may rest on it.
          void cache.invalidateQueries();
          onClose();
        },
      });
    },
  });
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      <p className={style.what}>{t('post.what')}</p>
      <Field form={handle} name="line" label={t('post.line')} help={spanOf(chosen(handle.values.line), t('post.open'))}>
        {({ status, id, onBlur, ...aria }) => (
          <Select
            {...aria}
            id={id}
            status={status}
            onBlur={onBlur}
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('post.line')}
            placeholder={t('post.choose')}
            value={handle.values.line === '' ? null : handle.values.line}
            options={lines.map(({ id: value, title }) => ({ value, label: title === value ? value : `${title} ${value}` }))}
            onChange={(value: string) => handle.set('line', value)}
          />
        )}
      </Field>
      <Kind handle={handle} />
      <Amount handle={handle} line={chosen(handle.values.line)} />
      <DialogEnd
        form={handle}
        note={handle.values.note}
        onNote={(note) => handle.set('note', note)}
        confirm={t('post.do')}
        pending={change.isPending}
        onClose={onClose}
      />
    </form>
  );
}

/** What kind of movement it is, and what of it a kind needs beside its amount. */
function Kind({ handle }: { readonly handle: FormHandle<Posting> }) {
  const { t } = useTranslation('ledger');
  const { type, secondSale, priceGoes } = handle.values;
  return (
    <Field form={handle} name="type" label={t('column.type')} help={t(`post.typeHelp.${type}`)} group>
      {({ id }) => (
        <div id={id} className={style.kinds}>
          <Segmented
            aria-label={t('column.type')}
            value={type}
            options={POSTED_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
            onChange={(value) => handle.set('type', value)}
          />
          {type === 'expansion' && (
            <Segmented
              aria-label={t('post.sale')}
              value={secondSale}
              options={SALES.map((value) => ({ value, label: t(`sale.${value}`) }))}
              onChange={(value) => handle.set('secondSale', value)}
            />
          )}
          {type === 'price' && (
            <Segmented
              aria-label={t('type.price')}
              value={priceGoes}
              options={(['up', 'down'] as const).map((value) => ({ value, label: t(`post.price.${value}`) }))}
              onChange={(value) => handle.set('priceGoes', value)}
            />
          )}
        </div>
      )}
    </Field>
  );
}

/** By how much and from when, and what the line is worth then. */
function Amount({ handle, line }: { readonly handle: FormHandle<Posting>; readonly line: PostableLine | undefined }) {
  const { t } = useTranslation('ledger');
  const { type, amountMinor, day } = handle.values;
  const after = worthAfter(handle.values, line);
  const help =
    line === undefined || line.worthMinor === null || after === null || amountMinor === null
      ? worthText(line) === ''
        ? t('post.amountHelp')
        : t('post.now', { worth: worthText(line) })
      : t('post.after', { worth: worthText(line), after: amountText(after, line.currency) });
  return (
    <div className={form.pair}>
      <Field form={handle} name="day" label={t('column.day')} help={t('post.dayHelp')}>
        {({ status, ...control }) => <DayInput {...control} status={status} value={day} onChange={(next) => handle.set('day', next)} />}
      </Field>
      {type !== 'renewal' && (
        <Field
          form={handle}
          name="amountMinor"
          label={line === undefined ? t('post.amountOf.none') : t('post.amountOf.currency', { currency: line.currency })}
          help={help}
        >
          {({ status, ...control }) => (
            <InputNumber<number>
              {...control}
              status={status}
              min={0}
              controls={false}
              precision={minorDigits(line?.currency ?? 'CNY')}
              style={{ width: '100%' }}
              value={amountMinor}
              onChange={(value) => handle.set('amountMinor', value)}
            />
          )}
        </Field>
      )}
    </div>
  );
}

function worthText(line: PostableLine | undefined): string {
  return line === undefined || line.worthMinor === null ? '' : amountText(line.worthMinor, line.currency);
}

function spanOf(line: PostableLine | undefined, open: string): string {
  return line === undefined ? '' : `${line.startsOn} – ${line.endsOn ?? open}`;
}
