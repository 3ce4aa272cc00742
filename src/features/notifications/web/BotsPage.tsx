import { Button, Modal, Skeleton } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { spaced } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { focusFirst } from '../../../web/ui/focus-first.ts';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listAudit } from '../../access/contract.ts';
import { ConfirmDialog } from '../../access/web/widgets/ConfirmDialog.tsx';
import style from '../../access/web/widgets/Settings.module.css';
import { useLast } from '../../access/web/widgets/use-last.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { type BotAnswer, listBots, removeBot, testBot } from '../contract-channels.ts';
import { BotForm } from './BotForm.tsx';
import { Condition } from './Condition.tsx';
import own from './Notices.module.css';

type Teams = OutputOf<typeof listBots>['teams'];

/** 群机器人: which groups hear of which warnings, and whether their bots take them. */
export function BotsPage() {
  const { t } = useTranslation('notifications');
  const asked = useOperation(listBots, {});
  const refresh = useRefresh(listBots, listAudit);
  const [edited, setEdited] = useState<{ readonly bot: BotAnswer | null } | null>(null);
  const [removing, setRemoving] = useState<BotAnswer | null>(null);
  const open = useLast(edited);
  if (asked.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (asked.isError) return <PageError place="bots" error={asked.error} onRetry={() => void asked.refetch()} />;
  const { bots, teams } = asked.data;
  const failing = bots.filter(({ failingSince, lost }) => failingSince !== null || lost).length;
  const add = (
    <Button type="primary" icon={<Plus size={16} strokeWidth={1.6} />} onClick={() => setEdited({ bot: null })}>
      {t('bots.add')}
    </Button>
  );
  const headline = [t('bots.headline', { count: bots.length }), ...(failing > 0 ? [t('bots.failing', { count: failing })] : [])];
  return (
    <>
      <h1 className={style.headline}>{bots.length === 0 ? t('bots.none') : headline.join(t('access:comma'))}</h1>
      <p className={style.definition}>{t('bots.definition')}</p>
      {bots.length === 0 ? (
        <div className={style.empty}>
          <p>{t('bots.empty')}</p>
          {add}
        </div>
      ) : (
        <>
          <div className={style.bar}>{add}</div>
          <BotTable bots={bots} teams={teams} onEdit={(bot) => setEdited({ bot })} onRemove={setRemoving} />
        </>
      )}
      <Modal
        open={edited !== null}
        title={open?.bot == null ? t('bots.add') : spaced(t('bots.editNamed', { name: open.bot.name }))}
        footer={null}
        width={520}
        destroyOnHidden
        afterOpenChange={focusFirst}
        mask={{ closable: false }}
        onCancel={() => setEdited(null)}
      >
        {open !== null && (
          <BotForm
            bot={open.bot}
            teams={teams}
            onDone={() => {
              refresh();
              setEdited(null);
            }}
            onClose={() => setEdited(null)}
          />
        )}
      </Modal>
      <RemoveDialog
        asked={removing}
        onDone={() => {
          refresh();
          setRemoving(null);
        }}
        onClose={() => setRemoving(null)}
      />
    </>
  );
}

interface BotTableProps {
  readonly bots: readonly BotAnswer[];
  readonly teams: Teams;
  readonly onEdit: (bot: BotAnswer) => void;
  readonly onRemove: (bot: BotAnswer) => void;
}

function BotTable({ bots, teams, onEdit, onRemove }: BotTableProps) {
  const { t } = useTranslation('notifications');
  const refresh = useRefresh(listBots);
  const test = useChange(testBot);
  const tested = bots.find(({ botId }) => botId === test.variables?.botId);
  return (
    <>
      <table className={style.table}>
        <thead>
          <tr>
            {(['name', 'serves', 'when', 'condition'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`bots.column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className={style.unseen}>{t('access:acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {bots.map((bot) => (
            <tr key={bot.botId}>
              <td>
                <span className={style.name}>{bot.name}</span>
                <span className={style.quiet}>
                  {t(`bots.kind.${bot.kind}`)} {bot.hook}
                  {bot.signed && ` · ${t('bots.signed')}`}
                </span>
              </td>
              <td className={style.wide}>
                {t(`bots.severity.${bot.severity}`)}
                <span className={style.quiet}>{teamNames(bot, teams, t('access:listComma')) ?? t('bots.allTeams')}</span>
              </td>
              <td className={style.wide}>
                <When bot={bot} />
              </td>
              <td className={style.wide}>{bot.lost ? <span className={own.bad}>{t('condition.lost')}</span> : <Condition {...bot} />}</td>
              <td className={style.acts}>
                <Button
                  size="small"
                  type="text"
                  loading={test.isPending && test.variables.botId === bot.botId}
                  aria-label={t('bots.testNamed', { name: bot.name })}
                  onClick={() => test.mutate({ botId: bot.botId }, { onSuccess: refresh })}
                >
                  {t('bots.test')}
                </Button>
                <Button size="small" type="text" aria-label={t('bots.editNamed', { name: bot.name })} onClick={() => onEdit(bot)}>
                  {t('bots.edit')}
                </Button>
                <Button size="small" type="text" aria-label={t('bots.removeNamed', { name: bot.name })} onClick={() => onRemove(bot)}>
                  {t('bots.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {test.data !== undefined && tested !== undefined && (
        <p role="status" className={test.data.sent ? own.condition : `${own.condition} ${own.failing}`}>
          {spaced(
            test.data.sent
              ? t('bots.tested.sent', { name: tested.name })
              : t('bots.tested.refused', { name: tested.name, answer: test.data.answer }),
          )}
        </p>
      )}
      {test.isError && <ErrorState error={test.error} />}
    </>
  );
}

function teamNames({ teams: wanted }: BotAnswer, teams: Teams, comma: string): string | null {
  if (wanted.length === 0) return null;
  return wanted.map((id) => teams.find(({ teamId }) => teamId === id)?.name ?? '—').join(comma);
}

function When({ bot: { schedule } }: { readonly bot: BotAnswer }) {
  const { t } = useTranslation('notifications');
  const { digestHour, quiet } = schedule;
  return (
    <>
      {digestHour === null ? t('bots.noDigest') : t('bots.digestAt', { hour: digestHour })}
      {quiet !== null && <span className={style.quiet}>{t('bots.quietAt', quiet)}</span>}
    </>
  );
}

function RemoveDialog({
  asked,
  onDone,
  onClose,
}: {
  readonly asked: BotAnswer | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('notifications');
  const remove = useChange(removeBot);
  const bot = useLast(asked);
  return (
    <ConfirmDialog
      open={asked !== null}
      title={spaced(t('bots.removeNamed', { name: bot?.name ?? '' }))}
      confirm={t('bots.remove')}
      danger
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => {
        if (bot !== null) remove.mutate({ botId: bot.botId }, { onSuccess: onDone });
      }}
    >
      <p>{t('bots.removeAbout')}</p>
    </ConfirmDialog>
  );
}
