import { Button, Input, Modal, Radio, Skeleton } from 'antd';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatMoment, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { SavedTable } from '../../../web/ui/SavedTable.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listAudit } from '../../access/contract.ts';
import { Field } from '../../access/web/widgets/Field.tsx';
import form from '../../access/web/widgets/Form.module.css';
import style from '../../access/web/widgets/Settings.module.css';
import { useForm } from '../../access/web/widgets/use-form.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { erase, listErasures } from '../contract.ts';

type Erasure = OutputOf<typeof listErasures>['erasures'][number];

const WATCH_MS = 1_000;
const REST_MS = 60_000;

/** 抹除: takes a person or a customer out of everything that is kept, for good. */
export function ErasurePage() {
  const { t } = useTranslation('custody');
  const erasures = useOperation(listErasures, {});
  const busy = erasures.data?.erasures.some(({ finishedAt }) => finishedAt === null) ?? false;
  // A second observer of the same answer, which only keeps asking.
  useOperation(listErasures, {}, { refetchInterval: busy ? WATCH_MS : REST_MS });
  const [erasing, setErasing] = useState(false);
  if (erasures.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (erasures.isError) return <PageError place="erasure" error={erasures.error} onRetry={() => void erasures.refetch()} />;
  const list = erasures.data.erasures;
  return (
    <>
      <h1 className={style.headline}>{list.length === 0 ? t('erasure.none') : t('erasure.headline', { count: list.length })}</h1>
      <p className={style.definition}>{t('erasure.definition')}</p>
      <div className={style.bar}>
        <Button danger icon={<Trash2 size={16} strokeWidth={1.6} />} onClick={() => setErasing(true)}>
          {t('erasure.begin')}
        </Button>
      </div>
      {list.length > 0 && <ErasureTable erasures={list} />}
      <Modal open={erasing} title={t('erasure.begin')} footer={null} width={480} destroyOnHidden onCancel={() => setErasing(false)}>
        <ErasureForm onClose={() => setErasing(false)} />
      </Modal>
    </>
  );
}

function ErasureTable({ erasures }: { readonly erasures: readonly Erasure[] }) {
  const { t, i18n } = useTranslation('custody');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const moment = (at: string): string => formatMoment(at, zone, i18n.language as Locale);
  return (
    <SavedTable place="erasure" className={style.table}>
      <thead>
        <tr>
          {(['kind', 'events', 'rows', 'finishedAt'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`erasure.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {erasures.map(({ erasureId, kind, requestedAt, requestedBy, events, rows, finishedAt }) => (
          <tr key={erasureId}>
            <td>
              <span className={style.name}>{t(`erasure.kind.${kind}`)}</span>
              <span className={style.quiet}>{t('erasure.requested', { moment: moment(requestedAt), person: requestedBy })}</span>
            </td>
            <td data-label={t('erasure.column.events')}>{formatFull(events)}</td>
            <td data-label={t('erasure.column.rows')}>{formatFull(rows)}</td>
            <td className={style.status} title={finishedAt ?? ''}>
              {finishedAt === null ? t('erasure.underWay') : moment(finishedAt)}
            </td>
          </tr>
        ))}
      </tbody>
    </SavedTable>
  );
}

interface ErasureValues {
  readonly kind: Erasure['kind'];
  readonly id: string;
  readonly again: string;
}

/** What cannot be taken back is written twice. */
function ErasureForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('custody');
  const refresh = useRefresh(listErasures, listAudit);
  const change = useChange(erase);
  const handle = useForm<ErasureValues>({
    initial: { kind: 'end-user', id: '', again: '' },
    check: ({ id, again }) => ({
      id: id.trim() === '' ? t('erasure.noId') : undefined,
      again: again.trim() === id.trim() ? undefined : t('erasure.notTheSame'),
    }),
    error: change.error,
    byCode: { 'account-unknown': 'id' },
    refused: (_field, code, message) => (code === 'account-unknown' ? t('erasure.unknownCustomer') : message),
    onSubmit: ({ kind, id }) =>
      change.mutate(kind === 'customer' ? { account: id.trim() } : { user: id.trim() }, {
        onSuccess: () => {
          refresh();
          onClose();
        },
      }),
  });
  const { kind, id, again } = handle.values;
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      <Field form={handle} name="kind" label={t('erasure.whom')} help={t(`erasure.meaning.${kind}`)} group>
        {({ id: control }) => (
          <Radio.Group
            id={control}
            value={kind}
            options={(['end-user', 'customer'] as const).map((value) => ({ value, label: t(`erasure.kind.${value}`) }))}
            onChange={(event) => handle.set('kind', event.target.value as Erasure['kind'])}
          />
        )}
      </Field>
      <Field form={handle} name="id" label={t(`erasure.id.${kind}`)} help={t('erasure.idHelp')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            autoComplete="off"
            maxLength={200}
            value={id}
            onChange={(event) => handle.set('id', event.target.value)}
          />
        )}
      </Field>
      <Field form={handle} name="again" label={t('erasure.again')} help={t('erasure.againHelp')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            autoComplete="off"
            maxLength={200}
            value={again}
            onChange={(event) => handle.set('again', event.target.value)}
          />
        )}
      </Field>
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={form.submitEnd}>
        <Button onClick={onClose}>{t('access:cancel')}</Button>
        <Button type="primary" danger htmlType="submit" loading={change.isPending}>
          {t('erasure.do')}
        </Button>
      </div>
    </form>
  );
}
