import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Segmented } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workspace as workspaceOperation } from '../../features/access/contract.ts';
import { useMembership } from '../../features/access/web/widgets/use-membership.ts';
import { customerTasks } from '../../features/tasks/contract.ts';
import { day as asDay, type Day } from '../../kernel/time.ts';
import { dayOfMoment } from '../format.ts';
import { holdsOne } from '../landing.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { asking, useOperation } from '../use-operation.ts';
import style from './Capture.module.css';
import { CustomerChoice } from './CustomerChoice.tsx';
import { CAPTURE_KINDS, type CaptureDraft, type CaptureKind, type CapturePreset, draftIn, isWritten } from './capture-state.ts';
import { KindFields } from './KindFields.tsx';
import { CAPTURE_ACCESS, NEEDED, saveCapture } from './save-capture.ts';

interface CaptureDialogProps {
  readonly preset: CapturePreset;
  readonly me: { readonly personId: string; readonly name: string };
  readonly onSaved: (kind: CaptureKind, name: string, undo: () => Promise<unknown>) => void;
  readonly onClose: () => void;
}

/** 记一笔: a touch, an issue, a task or a note about a customer, on one screen. What is written survives a closed tab. */
export function CaptureDialog({ preset, me, onSaved, onClose }: CaptureDialogProps) {
  const { t } = useTranslation('capture');
  const cache = useQueryClient();
  const kinds = useMyKinds();
  const { draft, change, resumed, forget } = useDraft(me.personId, preset, kinds);
  const today = useToday(draft.customer?.externalId ?? null);
  const [asked, setAsked] = useState(false);
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const id = useId();
  const missing = (draft.values[NEEDED[draft.kind]] ?? '').trim() === '';
  const save = async (): Promise<void> => {
    setAsked(true);
    if (draft.customer === null || missing || saving) return;
    setSaving(true);
    setFailed(null);
    try {
      // The day is the workspace's, not this machine's.
      const { today: day } = await cache.ensureQueryData(asking(customerTasks, { externalId: draft.customer.externalId }));
      const undo = await saveCapture(draft, draft.customer, { name: me.name, today: day });
      forget();
      await cache.invalidateQueries();
      onSaved(draft.kind, draft.customer.name, undo);
    } catch (error) {
      setFailed(error);
      setSaving(false);
    }
  };
  const focusFirst = (): void => {
    const first = document.getElementById(`${id}-customer`);
    if (draft.customer === null) first?.focus();
    else first?.closest('form')?.querySelector<HTMLElement>('[data-first]')?.focus();
  };
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      title={t('title')}
      width={520}
      className={style.modal ?? ''}
      destroyOnHidden
      afterOpenChange={(open) => open && focusFirst()}
    >
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save();
        }}
      >
        <Segmented<CaptureKind>
          block
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          aria-label={t('what')}
          options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        {resumed && (
          <p className={style.resumed}>
            {t('resumed')}
            <Button type="link" size="small" onClick={() => change({ values: {} })}>
              {t('clear')}
            </Button>
          </p>
        )}
        <div className={style.field}>
          <label htmlFor={`${id}-customer`}>{t('customer')}</label>
          <CustomerChoice id={`${id}-customer`} value={draft.customer} onChange={(customer) => change({ customer })} />
          {asked && draft.customer === null && <span className={style.problem}>{t('needed.customer')}</span>}
        </div>
        <KindFields draft={draft} today={today} onChange={(values) => change({ values: { ...draft.values, ...values } })} />
        {asked && missing && (
          <span className={style.problem} role="alert">
            {t(`needed.${draft.kind}`)}
          </span>
        )}
        {failed !== null && <ErrorState error={failed} />}
        <div className={style.submit}>
          <span className={style.hint}>
            <Kbd>Ctrl ↵</Kbd> {t('keyHint')}
          </span>
          <Button type="primary" htmlType="submit" loading={saving}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** The kinds this person may save. */
function useMyKinds(): readonly CaptureKind[] {
  const functions = useMembership()?.functions ?? [];
  return CAPTURE_KINDS.filter((kind) => holdsOne(functions, CAPTURE_ACCESS[kind].functions));
}

/** The customer's today, or the workspace's by this machine's clock until that is known. */
function useToday(externalId: string | null): Day {
  const zone = useOperation(workspaceOperation, {}).data?.timeZone ?? 'UTC';
  const tasks = useOperation(customerTasks, { externalId: externalId ?? '' }, { enabled: externalId !== null });
  return tasks.data?.today ?? dayOfMoment(new Date().toISOString(), zone) ?? asDay('2026-01-01');
}

/** What is written, kept in this browser at every letter. A draft goes on; else the page's customer is chosen. */
function useDraft(personId: string, preset: CapturePreset, kinds: readonly CaptureKind[]) {
  const key = `mooring.capture.${personId}`;
  const [begun] = useState(() => {
    const kept = preset.values === undefined ? draftIn(read(key)) : null;
    const kind = preset.kind ?? kept?.kind ?? 'touch';
    if (kept !== null && isWritten(kept))
      return { draft: { ...kept, kind, customer: kept.customer ?? preset.customer ?? null }, resumed: true };
    return { draft: { kind, customer: preset.customer ?? null, values: preset.values ?? {} } satisfies CaptureDraft, resumed: false };
  });
  const [draft, setDraft] = useState<CaptureDraft>(begun.draft);
  const [resumed, setResumed] = useState(begun.resumed);
  const apart = preset.values !== undefined;
  useEffect(() => {
    if (apart) return;
    if (isWritten(draft)) write(key, JSON.stringify(draft));
    else write(key, null);
  }, [key, draft, apart]);
  const allowed = kinds.includes(draft.kind) ? draft.kind : (kinds[0] ?? draft.kind);
  return {
    draft: { ...draft, kind: allowed },
    resumed,
    change: (some: Partial<CaptureDraft>): void => {
      setDraft((before) => ({ ...before, ...some }));
      setResumed(false);
    },
    forget: () => {
      if (!apart) write(key, null);
    },
  };
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // Full or refused: then it lasts as long as the dialog.
  }
}
