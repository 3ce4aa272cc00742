import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { errorWords } from '../../../web/error-words.ts';
import { formatFull } from '../../../web/format.ts';
import { useChange } from '../../../web/use-operation.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { type ImportReport, listImports, undoImport } from '../contract.ts';
import style from './Imports.module.css';

type Undone = OutputOf<typeof undoImport>;

/** Takes an import back; says first how much that is, and afterwards what was changed since and therefore stays. */
export function UndoImport({ report, small = false }: { readonly report: ImportReport; readonly small?: boolean }) {
  const { t } = useTranslation('imports');
  const undo = useChange(undoImport);
  const refresh = useRefresh(listImports);
  const [would, setWould] = useState<Undone | null>(null);
  const [done, setDone] = useState<Undone | null>(null);
  if (report.dryRun || report.state === 'undone') return null;
  const words = (of: Undone): string =>
    t('undo.sum', {
      removed: formatFull(of.removed),
      restored: formatFull(of.restored),
      events: formatFull(of.events),
      users: formatFull(of.users),
      refused: formatFull(of.refusedTotal),
    });
  return (
    <div className={style.undo}>
      <Popconfirm
        title={t('undo.title')}
        description={would === null ? t('undo.counting') : words(would)}
        okText={t('undo.do')}
        cancelText={t('undo.keep')}
        okButtonProps={{ danger: true, disabled: would === null }}
        onOpenChange={(open) => {
          setWould(null);
          if (open) undo.mutate({ importId: report.importId, dryRun: true }, { onSuccess: setWould });
        }}
        onConfirm={() => undo.mutate({ importId: report.importId }, { onSuccess: setDone, onSettled: refresh })}
      >
        <Button size={small ? 'small' : 'middle'} loading={undo.isPending}>
          {t('undo.do')}
        </Button>
      </Popconfirm>
      {undo.isError && <span role="alert">{errorWords(undo.error, t).title}</span>}
      {done !== null && (
        <p role="status">
          {t('undo.done')} {words(done)}
        </p>
      )}
      {done !== null && done.refused.length > 0 && (
        <ul className={style.findings}>
          {done.refused.slice(0, 20).map(({ kind, id, reason }) => (
            <li key={`${kind} ${id}`}>
              {t(`entity.${kind}`)} {id} <span className={style.help}>{reason}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
