import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { focusFirst } from '../../../web/ui/focus-first.ts';
import type { Task } from '../contract.ts';
import { isAwake } from '../core/rank.ts';
import { AssignForm } from './AssignForm.tsx';
import type { Me } from './day-view.ts';
import style from './TeamDay.module.css';
import type { Moving } from './use-moves.ts';

interface MoveBarProps {
  readonly moves: Moving;
  /** The tasks that are shown. */
  readonly tasks: readonly Task[];
  /** Whose work is shown; null: everybody's. */
  readonly who: string | null;
  readonly me: Me | null;
  readonly onEverybody: () => void;
}

/** What can be done with the picked tasks, or with all the work of the one person shown. */
export function MoveBar({ moves, tasks, who, me, onEverybody }: MoveBarProps) {
  const { t } = useTranslation('team');
  const [asking, setAsking] = useState(false);
  const picked = tasks.filter(({ taskId }) => moves.picked.has(taskId));
  const some = picked.length > 0;
  const concerned = some ? picked : tasks.filter(({ group }) => isAwake(group));
  if (!some && who === null) return null;
  const words = some ? 'picked' : 'all';
  return (
    <div className={style.bar} role="toolbar" aria-label={t('bar')}>
      <span>
        <Trans t={t} i18nKey={words} count={concerned.length} components={{ b: <strong /> }} />
      </span>
      {concerned.length > 0 && (
        <Button size="small" type="primary" loading={moves.busy} onClick={() => setAsking(true)}>
          {t(some ? 'move' : 'moveAll')}
        </Button>
      )}
      <button type="button" className={style.plain} onClick={some ? moves.clear : onEverybody}>
        {t(some ? 'clear' : 'everybody')}
      </button>
      <Modal
        footer={null}
        destroyOnHidden
        width={440}
        open={asking}
        title={t('moveTitle', { count: concerned.length })}
        afterOpenChange={focusFirst}
        onCancel={() => setAsking(false)}
      >
        <AssignForm
          assignee={who}
          me={me}
          onDone={(person) => {
            setAsking(false);
            void moves.move(concerned, person);
          }}
        />
      </Modal>
    </div>
  );
}
