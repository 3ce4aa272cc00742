import { Button, Modal, Skeleton } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatMoment, type Locale } from '../../../web/format.ts';
import { focusFirst } from '../../../web/ui/focus-first.ts';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listAudit, listKeys, revokeKey } from '../contract.ts';
import { KeyForm } from './KeyForm.tsx';
import { ConfirmDialog } from './widgets/ConfirmDialog.tsx';
import style from './widgets/Settings.module.css';
import { useLast } from './widgets/use-last.ts';
import { useMembership } from './widgets/use-membership.ts';
import { useRefresh } from './widgets/use-refresh.ts';

type Key = OutputOf<typeof listKeys>['keys'][number];

/** 接口密钥: what programs come in with. The secret is seen once. */
export function KeysPage() {
  const { t } = useTranslation('access');
  const keys = useOperation(listKeys, {});
  const refresh = useRefresh(listKeys, listAudit);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Key | null>(null);
  if (keys.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (keys.isError) return <PageError place="keys" error={keys.error} onRetry={() => void keys.refetch()} />;
  const open = keys.data.keys.filter(({ revokedAt }) => revokedAt === null);
  const revoked = keys.data.keys.filter(({ revokedAt }) => revokedAt !== null);
  const idle = open.filter(({ lastUsedAt }) => lastUsedAt === null).length;
  const create = (
    <Button type="primary" icon={<Plus size={16} strokeWidth={1.6} />} onClick={() => setCreating(true)}>
      {t('keys.create')}
    </Button>
  );
  return (
    <>
      <h1 className={style.headline}>
        {open.length === 0
          ? t('keys.none')
          : [t('keys.headline', { count: open.length }), ...(idle > 0 ? [t('keys.idle', { count: idle })] : [])].join(t('comma'))}
      </h1>
      <p className={style.definition}>{t('keys.definition')}</p>
      {open.length === 0 ? (
        <div className={style.empty}>
          <p>{t('keys.empty')}</p>
          {create}
        </div>
      ) : (
        <>
          <div className={style.bar}>{create}</div>
          <KeyTable keys={open} onRevoke={setRevoking} />
        </>
      )}
      {revoked.length > 0 && (
        <details className={style.more}>
          <summary>{t('keys.revoked', { count: revoked.length })}</summary>
          <KeyTable keys={revoked} onRevoke={null} />
        </details>
      )}
      <Modal
        open={creating}
        title={t('keys.create')}
        footer={null}
        width={480}
        destroyOnHidden
        afterOpenChange={focusFirst}
        mask={{ closable: false }}
        onCancel={() => setCreating(false)}
      >
        <KeyForm onDone={refresh} onClose={() => setCreating(false)} />
      </Modal>
      <RevokeDialog
        subject={revoking}
        onDone={() => {
          refresh();
          setRevoking(null);
        }}
        onClose={() => setRevoking(null)}
      />
    </>
  );
}

function KeyTable({ keys, onRevoke }: { readonly keys: readonly Key[]; readonly onRevoke: ((key: Key) => void) | null }) {
  const { t, i18n } = useTranslation('access');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const moment = (at: string): string => formatMoment(at, zone, i18n.language as Locale);
  const last = onRevoke === null ? ('revokedAt' as const) : ('lastUsedAt' as const);
  return (
    <table className={style.table}>
      <thead>
        <tr>
          {(['name', 'scopes', 'createdAt', last] as const).map((column) => (
            <th key={column} scope="col">
              {t(`keys.column.${column}`)}
            </th>
          ))}
          {onRevoke !== null && (
            <th scope="col">
              <span className={style.unseen}>{t('acts')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.keyId}>
            <td>
              <span className={style.name}>{key.name}</span>
              <span className={style.quiet}>
                <code>{key.prefix}…</code>
              </span>
            </td>
            <td>{key.scopes.map((scope) => t(`keyScope.${scope}`)).join(t('listComma'))}</td>
            <td data-label={t('keys.column.createdAt')} title={key.createdAt}>
              {moment(key.createdAt)}
            </td>
            <td data-label={t(`keys.column.${last}`)} title={key[last] ?? ''}>
              {key[last] === null ? <span className={style.faint}>{t('keys.neverUsed')}</span> : moment(key[last])}
            </td>
            {onRevoke !== null && (
              <td className={style.acts}>
                <Button size="small" type="text" aria-label={t('keys.revokeNamed', { name: key.name })} onClick={() => onRevoke(key)}>
                  {t('keys.revoke')}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface RevokeDialogProps {
  readonly subject: Key | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** A revoked key never works again, so the dialog says what stops. */
function RevokeDialog({ subject: asked, onDone, onClose }: RevokeDialogProps) {
  const { t, i18n } = useTranslation('access');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const change = useChange(revokeKey);
  const subject = useLast(asked);
  const used = subject?.lastUsedAt ?? null;
  return (
    <ConfirmDialog
      open={asked !== null}
      title={t('keys.revokeNamed', { name: subject?.name ?? '' })}
      confirm={t('keys.revoke')}
      danger
      pending={change.isPending}
      error={change.error}
      onClose={() => {
        change.reset();
        onClose();
      }}
      onConfirm={() => {
        if (subject !== null) change.mutate({ keyId: subject.keyId }, { onSuccess: onDone });
      }}
    >
      <p>{used === null ? t('keys.stops.unused') : t('keys.stops.used', { moment: formatMoment(used, zone, i18n.language as Locale) })}</p>
      <ul>
        <li>{t('keys.stops.at-once', { prefix: subject?.prefix ?? '' })}</li>
        {subject?.scopes.map((scope) => (
          <li key={scope}>{t(`keys.stops.${scope}`)}</li>
        ))}
        <li>{t('keys.stops.never-back')}</li>
      </ul>
    </ConfirmDialog>
  );
}
